package org.tcmureclaim.command.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** What a process may do, from any bytes in place of the kernel's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessRightsFuzzTest {
  private static void look(Path file) throws Exception {
    Files.copy(file, file.resolveSibling("limits"), StandardCopyOption.REPLACE_EXISTING);
    new ProcessRights(file.resolveSibling("..").normalize())
        .findings()
        .forEach(finding -> FuzzTarget.requirePrintable(finding.toString()));
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("process-rights", "self/status", ProcessRightsFuzzTest::look)
            .seeds(
                "Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n",
                "Uid:\t0\t7\t0\t0\nMax locked memory         8388608              8388608      bytes\n")
            .words("CapEff:\t", "Uid:\t", "ffffffffffffffff", "Max locked memory "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
