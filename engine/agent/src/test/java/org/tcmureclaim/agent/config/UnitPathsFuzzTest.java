package org.tcmureclaim.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** A drop-in of the systemd unit, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnitPathsFuzzTest {
  private static void look(Path file) throws IOException {
    Path dropIns = file.resolveSibling(".").normalize();
    Path configuration = dropIns.resolveSibling("agent.yaml");
    Files.writeString(configuration, "recording:\n  directory: /srv/recordings\n");
    UnitPaths.AGENT
        .missing(AgentConfig.load(configuration), dropIns)
        .ifPresent(FuzzTarget::requirePrintable);
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("unit-drop-in", "service.d/10.conf", UnitPathsFuzzTest::look)
            .seeds("[Service]\nReadWritePaths=\"-/srv/recordings\"\n", "[Service]\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
