package org.tcmureclaim.replay.expectation;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.replay.text.TraceException;

/** Files of policy tests, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PolicyTestFuzzTest {

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("policy-test", "tests.yaml", file -> PolicyTestFile.load(file))
            .refusing(ConfigurationException.class, TraceException.class)
            .seeds(
                "tests:\n  - name: keeps\n    trace: builtin:mixed:7\n    policy: lru\n    budget: 35%\n    assert:\n      - regret_at_most: 5%\n      - truncations_at_most: 7\n",
                "tests:\n  - name: x\n    trace: t.csv\n    format: msr\n    service_time: fixed:5ms\n    config: a.yaml\n    budget: [trace, 1GiB]\n    pressure: h.csv\n    memory: 8GiB\n    assert:\n      - {customer: gold, never_below: 6MiB}\n")
            .words(
                "tests:",
                "assert:",
                "budget:",
                "- ",
                "  ",
                "trace: ",
                "policy: ",
                "config: ",
                "\0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
