package org.tcmureclaim.replay.result;

import java.util.List;
import org.tcmureclaim.replay.expectation.Finding;

/** What came of policy tests, for people: a line for each assertion. */
public final class FindingsText {
  private FindingsText() {}

  /** All findings, and how many there are of each kind. */
  public static String of(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    findings.forEach(finding -> text.append(line(finding)));
    long failed = findings.stream().filter(finding -> !finding.outcome().holds()).count();
    return text.append(findings.size() + " assertions, " + failed + " failed\n").toString();
  }

  private static String line(Finding finding) {
    return "%s  %s at %s: %s (%s)%s\n"
        .formatted(
            finding.outcome().holds() ? "pass" : "FAIL",
            finding.test().name(),
            finding.budget(),
            finding.expectation().text(),
            finding.outcome().measured(),
            finding.outcome().holds() ? "" : "\n      " + finding.expectation().origin());
  }
}
