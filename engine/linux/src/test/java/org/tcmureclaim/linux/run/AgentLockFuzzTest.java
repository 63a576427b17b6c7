package org.tcmureclaim.linux.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;

/** The PID in the file of the agent's lock, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AgentLockFuzzTest {
  /** Looks at it, and takes it while it is held. */
  @SuppressWarnings("try") // Held, and not looked at.
  private static void look(Path file) throws Exception {
    FuzzTarget.requirePrintable(AgentLock.look(file));
    byte[] text = Files.readAllBytes(file);
    try (AgentLock lock = AgentLock.acquire(file)) {
      Files.write(file, text);
      AgentLock.acquire(file).close();
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("agent-lock", "agent.lock", AgentLockFuzzTest::look)
            .refusing(HostException.class)
            .seeds("4711\n", "", "1\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
