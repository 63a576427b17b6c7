package org.tcmureclaim.linux.stock;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Leases, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LeaseFuzzTest {
  private static final Path PARAMETER = Path.of("/sys/p");

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("lease", text -> Lease.parse(text, PARAMETER))
            .refusing(IllegalArgumentException.class)
            .seeds("parameter=/sys/p\nold_mb=2048\nlowered_mb=100\npid=7\nboot_id=5b3c\n")
            .words("parameter=", "old_mb=", "pid=", "boot_id="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
