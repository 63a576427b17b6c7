package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PsiTriggerTest {
  private static final Path PRESSURE = Path.of("/proc/pressure/memory");

  @Test
  void open_windowOfTwoSeconds_isAcceptedOrSaysWhatIsMissing() throws Exception {
    if (Files.exists(PRESSURE)) {
      try (PsiTrigger trigger = open(100_000, 2_000_000)) {
        assertThat(trigger.name()).isEqualTo(PRESSURE + " (some 100000 2000000)");
        Poller poller = new Poller(List.of(trigger));
        poller.await(0);
        assertThat(poller.hasFailed(0)).isFalse();
      }
    } else {
      assertThatThrownBy(() -> open(100_000, 2_000_000))
          .hasMessage("open " + PRESSURE + ": no such file or directory");
    }
  }

  @Test
  void open_thresholdAboveWindow_isRefusedWithTheRequest() {
    assertThatThrownBy(() -> open(2_000_001, 2_000_000))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining(PRESSURE.toString())
        .hasMessageMatching("write \"some 2000001 2000000\" .*invalid argument|open .*");
  }

  /** The NUL is part of what is written: the kernel overwrites the last byte it gets. */
  @Test
  void open_anyFile_writesTheRequestWithItsNul(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("memory"));
    PsiTrigger.open(file, PsiTrigger.Kind.FULL, 50_000, 1_000_000).close();
    assertThat(Files.readString(file)).isEqualTo("full 50000 1000000\0");
  }

  private static PsiTrigger open(long thresholdMicros, long windowMicros)
      throws SystemCallException {
    return PsiTrigger.open(PRESSURE, PsiTrigger.Kind.SOME, thresholdMicros, windowMicros);
  }
}
