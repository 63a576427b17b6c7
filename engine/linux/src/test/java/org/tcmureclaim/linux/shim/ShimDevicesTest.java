package org.tcmureclaim.linux.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.watch.WatchedDevice;
import org.tcmureclaim.linux.watch.WatchedDevices;
import org.tcmureclaim.shim.FakeShim;
import org.tcmureclaim.snapshot.DeviceKey;

final class ShimDevicesTest {
  private static final DeviceKey A = new DeviceKey("user_0/a", 1);
  private static final DeviceKey B = new DeviceKey("user_0/b", 2);

  private final FakeShim shim = new FakeShim();
  private final RecordedNotices notices = new RecordedNotices();
  private final ShimDevices devices = new ShimDevices(shim, notices);

  @Test
  void scan_devicesThatAreThereBeforeAndAfter_areKnown() throws Exception {
    shim.add(3, 70, 0);
    shim.add(12, 50, 0);
    devices.beforeScan();
    devices.afterScan(List.of(WatchedDevices.of(A, 12), WatchedDevices.of(B, 3)));
    assertThat(devices.known().keyOf(50)).isEqualTo(A);
    assertThat(devices.known().keyOf(70)).isEqualTo(B);
    assertThat(devices.known().keyOf(60)).isNull();
  }

  @Test
  void scan_minorTakenOverMeanwhile_isLeftToTheNextList() throws Exception {
    shim.add(3, 70, 0);
    devices.beforeScan();
    shim.remove(3);
    shim.add(3, 71, 0);
    devices.afterScan(List.of(WatchedDevices.of(A, 3)));
    assertThat(devices.known().keyOf(70)).isNull();
    assertThat(devices.known().keyOf(71)).isNull();
    devices.beforeScan();
    devices.afterScan(List.of(WatchedDevices.of(B, 3)));
    assertThat(devices.known().keyOf(71)).isEqualTo(B);
  }

  @Test
  void scan_deviceAddedMeanwhile_isLeftToTheNextList() throws Exception {
    devices.beforeScan();
    shim.add(3, 70, 0);
    devices.afterScan(List.of(WatchedDevices.of(A, 3)));
    assertThat(devices.known().keyOf(70)).isNull();
  }

  @Test
  void scan_deviceRemovedMeanwhile_isForgotten() throws Exception {
    shim.add(3, 70, 0);
    devices.beforeScan();
    devices.afterScan(List.of(WatchedDevices.of(A, 3)));
    devices.beforeScan();
    shim.remove(3);
    devices.afterScan(List.of(WatchedDevices.of(A, 3)));
    assertThat(devices.known().keyOf(70)).isNull();
  }

  @Test
  void scan_figuresThatCannotBe_areToldOfOnce_withTheLun() throws Exception {
    FakeShim.Lun impossible = shim.add(3, 70, 0);
    shim.add(12, 50, 0);
    impossible.pagesPerBlock = 0;
    List<WatchedDevice> watched = List.of(WatchedDevices.of(A, 12), WatchedDevices.of(B, 3));
    scan(watched);
    scan(watched);
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith(
            "warn: what user_0/b holds cannot be seen: the kernel shim's figures of it cannot be");

    impossible.pagesPerBlock = 1;
    scan(watched);
    impossible.pagesPerBlock = 0;
    scan(watched);
    assertThat(notices.messages()).as("it is news again").hasSize(2);
  }

  private void scan(List<WatchedDevice> watched) throws Exception {
    devices.beforeScan();
    devices.afterScan(watched);
  }
}
