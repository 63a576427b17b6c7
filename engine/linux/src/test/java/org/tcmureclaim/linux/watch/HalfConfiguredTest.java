package org.tcmureclaim.linux.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.device.NodeNumber;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.snapshot.DeviceKey;

class HalfConfiguredTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TcmuDevice DEVICE =
      new TcmuDevice(
          new DeviceKey("user_0/new", 1),
          KernelPath.of(Path.of("/config/target/core/user_0/new")),
          OptionalInt.empty(),
          NodeNumber.UNKNOWN,
          0,
          "",
          "");

  private final RecordedNotices notices = new RecordedNotices();
  private final HalfConfigured halfConfigured = new HalfConfigured(notices);

  @Test
  void device_thatStaysHalfConfigured_isToldOnce() {
    halfConfigured.seen(List.of(DEVICE), 0);
    halfConfigured.seen(List.of(DEVICE), 5 * SECOND - 1);
    assertThat(notices.messages()).isEmpty();
    halfConfigured.seen(List.of(DEVICE), 5 * SECOND);
    halfConfigured.seen(List.of(DEVICE), 50 * SECOND);
    assertThat(notices.messages())
        .containsExactly(
            "info: user_0/new has no UIO node, so it is left out; where it is not enabled yet:"
                + " echo 1 > /config/target/core/user_0/new/enable");
  }

  @Test
  void device_thatWasWholeInBetween_beginsAnew() {
    halfConfigured.seen(List.of(DEVICE), 0);
    halfConfigured.seen(List.of(), 4 * SECOND);
    halfConfigured.seen(List.of(DEVICE), 8 * SECOND);
    assertThat(notices.messages()).isEmpty();
  }
}
