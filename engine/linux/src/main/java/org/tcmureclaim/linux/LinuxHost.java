package org.tcmureclaim.linux;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.AnotherAgentException;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.linux.memory.MeminfoSensor;
import org.tcmureclaim.linux.pressure.PressureSensor;
import org.tcmureclaim.linux.shim.ShimNode;
import org.tcmureclaim.linux.usage.HandlerWatch;
import org.tcmureclaim.linux.watch.DataAreaFigures;
import org.tcmureclaim.linux.watch.DeviceWatch;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.linux.watch.SnapshotFiller;
import org.tcmureclaim.linux.watch.WallClock;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A Linux machine with LIO/TCMU. */
public final class LinuxHost implements Host {
  private final MonotonicClock clock;
  private final MeminfoSensor memory;
  private final PressureSensor pressure;
  private final HostEvents events;
  private final DeviceWatch watch;
  private final HandlerWatch handlers;
  private final Truncator truncator;
  private final Runnable makeFilesAgain;
  private final AutoCloseable resources;
  private final WallClock wallClock = new WallClock(ZoneId.systemDefault());
  private final Readings readings = new Readings();
  private final DataAreaFigures figures;
  private final SnapshotFiller filler;
  private List<TcmuDevice> devices = List.of();
  private long inventory = -1;
  private boolean closed;

  LinuxHost(
      MonotonicClock clock,
      MeminfoSensor memory,
      PressureSensor pressure,
      HostEvents events,
      DeviceWatch watch,
      DataAreaFigures figures,
      HandlerWatch handlers,
      Truncator truncator,
      Runnable makeFilesAgain,
      AutoCloseable resources) {
    this.clock = clock;
    this.memory = memory;
    this.pressure = pressure;
    this.events = events;
    this.watch = watch;
    this.figures = figures;
    this.filler = new SnapshotFiller(figures);
    this.handlers = handlers;
    this.truncator = truncator;
    this.makeFilesAgain = makeFilesAgain;
    this.resources = resources;
  }

  /**
   * Opens this machine: takes the agent's lock, puts back what a dead agent left lowered, and looks
   * at all devices once.
   *
   * @param workers the host's threads are among them
   * @throws AnotherAgentException if an agent is running here, or somebody else controls the shim
   * @throws HostException if something is missing; the message says what, and what to do
   */
  public static LinuxHost open(
      LinuxSettings settings, TruncatorWish wish, Notices notices, Workers workers) {
    LinuxSettings.Roots roots = settings.roots();
    var door = new ShimNode(roots.dev().resolve("tcmu-reclaim"), roots.proc());
    return new LinuxHostOpener(settings, notices, workers, MonotonicClock.SYSTEM, door).open(wish);
  }

  @Override
  public String kind() {
    return "linux";
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public boolean awaitEvent(long deadlineNanos) {
    boolean happened = events.await(deadlineNanos);
    if (happened) {
      watch.hurry();
    }
    return happened;
  }

  @Override
  public void wake() {
    events.wake();
  }

  @Override
  public void sample(HostSnapshot snapshot, DeviceListener listener) {
    snapshot.takenAt(clock.nanoTime());
    snapshot.secondOfDay(wallClock.secondOfDay());
    memory.read(snapshot.memory(), clock.nanoTime());
    pressure.read(snapshot.pressure(), clock.nanoTime());
    events.countInto(snapshot.pressure());
    watch.copyNewest(readings);
    filler.fill(snapshot.devices(), readings, listener);
    if (readings.inventory() != inventory) {
      inventory = readings.inventory();
      devices =
          IntStream.range(0, readings.size())
              .mapToObj(readings::device)
              .filter(Objects::nonNull)
              .toList();
    }
    handlers.fill(snapshot, devices);
  }

  @Override
  public DeviceIdentity identity(DeviceKey key) {
    TcmuDevice device = device(key);
    return device == null
        ? new DeviceIdentity(key.path(), "", "")
        : new DeviceIdentity(key.path(), device.devConfig(), device.unitSerial());
  }

  private @Nullable TcmuDevice device(DeviceKey key) {
    int row = readings.rowOf(key);
    return row < 0 ? null : readings.device(row);
  }

  @Override
  public Truncator truncator() {
    return truncator;
  }

  @Override
  public boolean tellsHeat() {
    return figures.tellsHeat();
  }

  @Override
  public void makeFilesAgain() {
    makeFilesAgain.run();
  }

  /** Puts back a lowered limit first of all. May be called twice. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      resources.close();
    } catch (HostException e) {
      throw e;
    } catch (Exception e) {
      throw new HostException("closing the host failed: " + e, e);
    }
  }
}
