package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * One thread leaves ticks as fast as it can, and another reads them, from the ring and from the
 * mapped file. All figures of tick n are n, or it is torn. How many reads meet a write depends on
 * the machine, so it goes on until enough were overtaken and enough were not.
 */
class TickConcurrencyTest {
  private static final int ENOUGH = 50;

  /** Copying takes a fraction of the time that filling an image does. */
  private static final int ENOUGH_OF_RING = 1_000;

  private static final int DEVICES = 500;

  @TempDir private Path folder;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Tick tick = new Tick();
  private final AtomicBoolean ends = new AtomicBoolean();
  private final TickImage read = new TickImage();
  private final long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  private long newest;
  private int whole;

  TickConcurrencyTest() {
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < DEVICES; i++) {
      int slot = devices.add(new DeviceKey("user_0/" + i, 1), 0);
      devices.ladders().size(slot, 1);
      tick.device(slot, "user_0/" + i, "gold", "");
    }
  }

  /** It keeps two ticks, so that the reader is overtaken often. */
  @Test
  void ring_handsOverWholeTicksInOrder_andCountsTheOthers() throws InterruptedException {
    TickRing ring = new TickRing(true, 2);
    TickReader reader = ring.reader(true);
    Thread writer = writer(1, () -> ring.publish(tick).size());
    while ((whole < ENOUGH_OF_RING || reader.lost() < ENOUGH_OF_RING)
        && System.nanoTime() < until) {
      readAll(reader);
    }
    ends.set(true);
    writer.join();
    readAll(reader);
    assertThat(whole).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(reader.lost()).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(newest).isEqualTo(tick.number());
    assertThat(whole + reader.lost()).isEqualTo(tick.number());
  }

  private void readAll(TickReader reader) {
    while (reader.read(read)) {
      requireWhole();
    }
  }

  /** All ticks go to one generation, so that many reads meet a write. */
  @Test
  void file_isReadWholeOrAgain() throws Exception {
    ImageFile file =
        ImageFile.create(
            folder.resolve("tick"), ImageLayout.forDevices(DEVICES), AgentProcess.current(), "1.0");
    TickImage written = new TickImage();
    Thread writer =
        writer(
            ImageLayout.GENERATIONS,
            () -> {
              LockSupport.parkNanos(100_000); // A reader needs a chance.
              written.fill(tick);
              file.write(written, snapshot.devices());
              return written.size();
            });
    try (ImageReader reader = ImageReader.open(folder.resolve("tick"))) {
      while ((whole < ENOUGH || reader.overtaken() < ENOUGH) && System.nanoTime() < until) {
        if (isNewer(reader)) {
          requireWhole();
        }
      }
      assertThat(whole).isGreaterThanOrEqualTo(ENOUGH);
      assertThat(reader.overtaken()).isGreaterThanOrEqualTo(ENOUGH);
    } finally {
      ends.set(true);
      writer.join();
    }
  }

  /** Ticks that never stand still cannot be read, which is told and does no harm. */
  private boolean isNewer(ImageReader reader) throws IOException {
    try {
      return reader.read(read, true) == ImageReader.Result.NEWER;
    } catch (ImageException e) {
      assertThat(e).hasMessageContaining("change faster");
      return false;
    }
  }

  /** Leaves a tick. */
  private interface Step {
    int leave();
  }

  /** Leaves every {@code stride}-th tick until the test ends. */
  private Thread writer(int stride, Step step) {
    Thread writer =
        new Thread(
            () -> {
              while (!ends.get()) {
                fill(tick.number() + stride);
                for (int i = 0; i < stride; i++) {
                  tick.sensed(snapshot);
                }
                assertThat(step.leave()).isEqualTo(DEVICES);
              }
            });
    writer.start();
    return writer;
  }

  private void fill(long number) {
    DeviceTable devices = snapshot.devices();
    snapshot.takenAt(number);
    snapshot.memory().update(number, number, number, number, number);
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      devices.updateUsage(slot, number, number, number);
      devices.updateTraffic(slot, number, number, number);
      devices.ladders().update(slot, 0, number, number, number);
    }
  }

  private void requireWhole() {
    long number = read.of(HostFigure.TICK);
    assertThat(number).isGreaterThan(newest);
    boolean isWhole =
        read.size() == DEVICES
            && read.of(HostFigure.TAKEN_AT_NANOS) == number
            && read.of(HostFigure.SWAP_FREE_BYTES) == number;
    for (int i = 0; isWhole && i < DEVICES; i++) {
      isWhole =
          read.of(DeviceFigure.RESIDENT_PAGES, i) == number
              && read.of(DeviceFigure.COMMANDS, i) == number
              && read.of(DeviceFigure.SAMPLED_AT_NANOS, i) == number
              && read.rungFirstPage(i, 0) == number
              && read.rungLastReachedNanos(i, 0) == number;
    }
    if (!isWhole) {
      throw new AssertionError("tick " + number + " is torn");
    }
    newest = number;
    whole++;
  }
}
