package org.tcmureclaim.linux.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.device.DeviceInventory;

@Timeout(120)
final class DeviceWatchTest {
  private static final long HOURS_NANOS = 3_600_000_000_000L;
  private static final long MILLI_NANOS = 1_000_000;

  private final RecordedNotices notices = new RecordedNotices();
  private final Workers workers = new Workers(notices);
  private final FaultySensor sensor = new FaultySensor();
  private final FakeMachine machine;

  DeviceWatchTest(@TempDir Path root) {
    machine = new FakeMachine(root);
    machine.addDevice("a", 0);
  }

  @Test
  void passThatThrowsAnError_isToldAndTheDevicesAreListedAgain() throws Exception {
    WatchSettings hourly = new WatchSettings(HOURS_NANOS, MILLI_NANOS, MILLI_NANOS);
    try (DeviceWatch watch = watch(hourly)) {
      assertThat(sensor.scanned.tryAcquire()).as("listed at the start").isTrue();
      machine.addDevice("b", 1);
      sensor.fault = new StackOverflowError("deep");
      assertThat(sensor.scanned.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      Readings readings = new Readings();
      assertThat(watch.awaitFresh(readings, MonotonicClock.SYSTEM.nanoTime() + HOURS_NANOS))
          .isTrue();
      assertThat(readings.size()).isEqualTo(2);
    }
    assertThat(notices.messages())
        .contains(
            "warn: tcmu-watch (looks at the devices) failed and is started again in 1 s; failure 1:"
                + " java.lang.StackOverflowError: deep");
    assertThat(workers.states().get(0).running()).as("after close").isFalse();
  }

  private DeviceWatch watch(WatchSettings settings) {
    return new DeviceWatch(
        new DeviceInventory(machine.configfs(), machine.sys()),
        sensor,
        settings,
        notices,
        MonotonicClock.SYSTEM,
        workers,
        () -> {});
  }

  /** Sees every device, and throws once where it is to. */
  private static final class FaultySensor implements UsageSensor {
    final Semaphore scanned = new Semaphore(0);
    volatile @Nullable Error fault;

    @Override
    public void beforeScan() {}

    @Override
    public void afterScan(List<WatchedDevice> devices) {
      scanned.release();
    }

    @Override
    public boolean read(List<WatchedDevice> devices, Readings into) {
      Error due = fault;
      if (due != null) {
        fault = null;
        throw due;
      }
      return false;
    }

    @Override
    public void close() {}
  }
}
