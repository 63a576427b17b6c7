package org.tcmureclaim.replay.result;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tcmureclaim.replay.expectation.Finding;

/**
 * What came of policy tests, as the XML that CI systems read: a suite for each file, a case for
 * each assertion at each budget.
 */
public final class JunitXml {
  private JunitXml() {}

  /**
   * A whole document.
   *
   * @param byFile the findings of each file, in order
   */
  public static String of(Map<String, List<Finding>> byFile) {
    return byFile.entrySet().stream()
        .map(file -> suite(file.getKey(), file.getValue()))
        .collect(
            Collectors.joining(
                "",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n",
                "</testsuites>\n"));
  }

  private static String suite(String file, List<Finding> findings) {
    long failed = findings.stream().filter(finding -> !finding.outcome().holds()).count();
    return findings.stream()
        .map(JunitXml::testCase)
        .collect(
            Collectors.joining(
                "",
                "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\">\n"
                    .formatted(escaped(file), findings.size(), failed),
                "  </testsuite>\n"));
  }

  private static String testCase(Finding finding) {
    String head =
        "    <testcase classname=\"%s\" name=\"%s\""
            .formatted(
                escaped(finding.test().name()),
                escaped(finding.budget() + ": " + finding.expectation().text()));
    return finding.outcome().holds()
        ? head + "/>\n"
        : "%s>\n      <failure message=\"%s\">%s</failure>\n    </testcase>\n"
            .formatted(
                head,
                escaped(finding.outcome().measured()),
                escaped(finding.expectation().origin()));
  }

  /** XML 1.0 has no way to write control characters. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x1f]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
