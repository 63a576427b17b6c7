package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.shim.ReclaimUnavailableException.Reason;

final class ReclaimDeviceTest {
  private static final Path NODE = Path.of("/dev/tcmu-reclaim");

  @Test
  void open_noNode_isAbsent(@TempDir Path directory) {
    Path node = directory.resolve("tcmu-reclaim");
    assertThatThrownBy(() -> ReclaimDevice.openController(node))
        .isInstanceOfSatisfying(
            ReclaimUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ABSENT))
        .hasMessage(node + ": not there; the kernel shim is not loaded");
  }

  @Test
  void open_somethingElse_isSaidToBeSo(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("tcmu-reclaim"));
    assertThatThrownBy(() -> ReclaimDevice.openReader(file))
        .isInstanceOfSatisfying(
            ReclaimUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
        .hasMessage(file + ": this is not the kernel shim");
  }

  @ParameterizedTest(name = "errno {0} -> {1}")
  @CsvSource({"2, ABSENT", "6, ABSENT", "13, DENIED", "1, DENIED", "16, CONTROLLED", "12, FAILED"})
  void opening_errno_tellsTheReasons(int errno, Reason reason) {
    var unavailable = ReclaimUnavailableException.opening(NODE, errno);
    assertThat(unavailable.reason()).isEqualTo(reason);
    assertThat(unavailable).hasMessageStartingWith(NODE + ": ");
  }

  @ParameterizedTest(name = "version {0}, {1} bytes of a device -> {2}")
  @CsvSource({
    "0, 136, TOO_OLD, 'the module speaks version 0 of its ABI, this agent needs 1; update the module'",
    "2, 136, TOO_NEW, 'the module speaks version 2 of its ABI, this agent knows 1; update the agent'",
    "1, 104, TOO_OLD, 'the module does not know all the figures that this agent needs; update it'",
  })
  void requireSuitable_otherAbi_saysWhichSideToUpdate(
      long version, long deviceBytes, Reason reason, String message) {
    assertThatThrownBy(
            () -> ReclaimUnavailableException.requireSuitable(NODE, info(version, deviceBytes)))
        .isInstanceOfSatisfying(
            ReclaimUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessage(NODE + ": " + message);
  }

  @Test
  void requireSuitable_besideTheDriverWithoutPeaks_isFine() throws Exception {
    ReclaimInfo info = info(1, 144, 0b1000001);
    ReclaimUnavailableException.requireSuitable(NODE, info);
    assertThat(info.tellsHeat()).isFalse();
    assertThat(info(1, 144, 0b1000011).tellsHeat()).isTrue();
  }

  @Test
  void requireSuitable_theModuleBeforeCapabilities_isFine() throws Exception {
    ReclaimUnavailableException.requireSuitable(NODE, info(1, 136, 0));
  }

  @Test
  void requireSuitable_newerModuleThatKnowsMore_isFine() throws Exception {
    ReclaimUnavailableException.requireSuitable(NODE, info(1, 200));
  }

  @ParameterizedTest(name = "capabilities {0} -> {1}")
  @CsvSource({"0, false", "1, true", "62, false", "-1, true"})
  void boundsWaits_onlyWhereTheModuleSaysSo(long capabilities, boolean bounds) {
    assertThat(info(1, 136, capabilities).boundsWaits()).isEqualTo(bounds);
  }

  @Test
  void result_unknownCode_isNotTakenForAnything() {
    assertThatThrownBy(() -> ReclaimResult.of(6)).hasMessage("the shim gave a result of 6");
  }

  private static ReclaimInfo info(long version, long deviceBytes) {
    return info(version, deviceBytes, 0);
  }

  private static ReclaimInfo info(long version, long deviceBytes, long capabilities) {
    return new ReclaimInfo(
        version, 4096, 4096, 256, deviceBytes, 56, 768, 0, 0, 0, 0, capabilities);
  }
}
