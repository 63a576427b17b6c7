package org.tcmureclaim.configuration.rules;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.SizeText;
import org.tcmureclaim.configuration.glob.Glob;
import org.tcmureclaim.configuration.glob.GlobException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Configurations, their drop-ins, patterns, sizes and durations, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RulesFuzzTest {
  private static void dropIn(Path file) throws java.io.IOException {
    Path main = file.resolveSibling("../agent.yaml").normalize();
    Files.writeString(main, "customers_dir: customers.d\n");
    var unused = ReclaimRules.load(main);
  }

  /** The first line is a pattern, all else a path. */
  private static void glob(String text) throws GlobException {
    int end = text.indexOf('\n');
    Glob glob = Glob.of(end < 0 ? text : text.substring(0, end));
    boolean unused = glob.matches(text.substring(end + 1));
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("configuration", "agent.yaml", file -> ReclaimRules.load(file))
            .refusing(ConfigurationException.class)
            .seeds(
                "mode: act\nmemory:\n  min: 2%\n  low: 4%\n  high: 1GiB\npolicy:\n  name: lru\n  idle: 5s\nguard:\n  stale_after: 5s\ncustomers:\n  gold:\n    match:\n      - path: user_*/gold-*\n      - dev_config: file//srv/\n    min: 64MiB\n    weight: 4\nquiet:\n  - between: 01:00-02:00\n",
                "pressure:\n  triggers:\n    - kind: some\n      threshold: 150ms\n      window: 2s\n  fast_sampling: {interval: 100ms, for: 5s}\npolicy:\n  - name: lru\n  - name: ladder\n",
                "a: &x [*x]\n",
                "? {a: b}\n: c\n",
                "--- !!binary aGk=\n")
            .words(
                "customers:",
                "match:",
                "policy:",
                "name: ",
                "min: ",
                "- ",
                "  ",
                "|\n",
                ">\n",
                "<<: ",
                "!!str ",
                "---\n",
                "...\n",
                "%YAML 1.2\n"),
        FuzzTarget.ofFile("drop-in", "customers.d/10.yaml", RulesFuzzTest::dropIn)
            .refusing(ConfigurationException.class)
            .seeds(
                "customers:\n  gold:\n    match:\n      - path: user_*/gold-*\n    min: 64MiB\n"),
        FuzzTarget.ofText("yaml", text -> Section.of("text", text).rejectUnread())
            .refusing(ConfigurationException.class)
            .seeds("a: 1\nb: [1, {c: d}]\n", "{a: 'b', \"c\": \"\\u0041\"}", "[", "a: b: c\n"),
        FuzzTarget.ofText("glob", RulesFuzzTest::glob)
            .refusing(ConfigurationException.class, GlobException.class)
            .seeds(
                "user_*/gold-??\nuser_0/gold-17", "*a*b*c\nxaxbxc", "{a,b}[0-9]\na7", "\\x5C\n\\"),
        FuzzTarget.ofText("size", SizeText::bytes)
            .refusing(ConfigurationException.class)
            .seeds("512MiB", "1.5GiB", "0", "9223372036854775807B"),
        FuzzTarget.ofText("duration", DurationText::nanos)
            .refusing(ConfigurationException.class)
            .seeds("5s", "100ms", "1h", "9223372036854775807ns"),
        FuzzTarget.ofText(
                "guess", text -> NearMiss.of(text, List.of("memory", "customers", text + "x")))
            .seeds("memroy", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
