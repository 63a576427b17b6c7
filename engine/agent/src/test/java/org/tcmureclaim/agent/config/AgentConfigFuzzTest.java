package org.tcmureclaim.agent.config;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Configurations of the agent, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AgentConfigFuzzTest {

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("agent-configuration", "agent.yaml", file -> AgentConfig.load(file))
            .refusing(ConfigurationException.class)
            .seeds(
                "mode: observe\ntruncator: auto\nlinux:\n  proc: /proc\n  sys: /sys\nrecording:\n  directory: /var/lib/x\n  keep: 30d\napi:\n  listen: [unix]\nmetrics:\n  otlp_url: http://localhost:4318/v1/metrics\n",
                "simulated:\n  luns: 8\n  seed: 7\nmemory:\n  low: 4%\n  high: 6%\npolicy: {name: ladder}\n")
            .words(
                "api:",
                "linux:",
                "recording:",
                "simulated:",
                "luns: ",
                "metrics:",
                "- ",
                "  ",
                "http://",
                "unix:/"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
