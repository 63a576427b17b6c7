package org.tcmureclaim.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.LinuxSettings.Roots;
import org.tcmureclaim.linux.device.DeviceInventory;
import org.tcmureclaim.linux.device.TargetCheck;
import org.tcmureclaim.linux.memory.MeminfoSensor;
import org.tcmureclaim.linux.pressure.PressureSensor;
import org.tcmureclaim.linux.pressure.PressureTriggers;
import org.tcmureclaim.linux.run.AgentLock;
import org.tcmureclaim.linux.run.ShimMarker;
import org.tcmureclaim.linux.shim.OpenShim;
import org.tcmureclaim.linux.shim.ShimDoor;
import org.tcmureclaim.linux.stock.LeaseKeeper;
import org.tcmureclaim.linux.stock.LeasePath;
import org.tcmureclaim.linux.usage.HandlerWatch;
import org.tcmureclaim.linux.watch.DeviceWatch;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.shim.NativeLibrary;
import org.tcmureclaim.shim.PageSize;
import org.tcmureclaim.shim.Pollable;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UeventSocket;
import org.tcmureclaim.shim.WakeFd;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Puts a {@link LinuxHost} together, and takes it apart again where a piece is missing. */
final class LinuxHostOpener {
  private final LinuxSettings settings;
  private final Roots roots;
  private final Notices notices;
  private final Workers workers;
  private final MonotonicClock clock;
  private final ShimDoor shimDoor;
  private final Resources resources = new Resources();

  LinuxHostOpener(
      LinuxSettings settings,
      Notices notices,
      Workers workers,
      MonotonicClock clock,
      ShimDoor shimDoor) {
    this.settings = settings;
    this.roots = settings.roots();
    this.notices = notices;
    this.workers = workers;
    this.clock = clock;
    this.shimDoor = shimDoor;
  }

  LinuxHost open(TruncatorWish wish) {
    try {
      return assemble(wish);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private LinuxHost assemble(TruncatorWish wish) {
    requirePageSize();
    AgentLock lock = resources.add(AgentLock.acquire(settings.lockFile()));
    LeasePath leasePath = new LeasePath(settings.lockFile(), notices);
    settleLeases(leasePath, settings.stock().leaseFile());
    TargetCheck.require(roots.sys(), roots.configfs());
    MeminfoSensor memory = resources.add(new MeminfoSensor(roots.proc()));
    warn(memory.problem(), notices);
    PressureSensor pressure = resources.add(new PressureSensor(roots.proc()));
    WakeFd wakeFd = wakeFd();
    Means means =
        means(MeansChoice.of(wish, shimDoor, new ShimMarker(settings.shimMarker()), notices));
    DeviceWatch watch =
        resources.add(
            new DeviceWatch(
                new DeviceInventory(roots.configfs(), roots.sys()),
                means.sensor(),
                settings.watch(),
                notices,
                clock,
                workers,
                wakeFd::wake));
    List<Pollable> sources = new ArrayList<>(sources());
    sources.addAll(means.events());
    HostEvents events =
        resources.add(new HostEvents(wakeFd, sources, watch::rescan, clock, notices));
    return new LinuxHost(
        clock,
        memory,
        pressure,
        events,
        watch,
        means.figures(),
        resources.add(handlers(wakeFd)),
        means.truncator(watch, wakeFd::wake),
        () -> {
          lock.takeAgain();
          leasePath.keep(settings.stock().leaseFile());
        },
        resources);
  }

  private HandlerWatch handlers(WakeFd wakeFd) {
    try {
      return new HandlerWatch(roots.proc(), notices, clock::nanoTime, workers, wakeFd::wake);
    } catch (SystemCallException e) {
      throw new HostException(String.valueOf(e.getMessage()), e);
    }
  }

  /** That of this configuration, and that of the agent before, which may have had another one. */
  private void settleLeases(LeasePath path, Path leaseFile) {
    path.earlier().filter(earlier -> !earlier.equals(leaseFile)).ifPresent(this::settle);
    settle(leaseFile);
    path.keep(leaseFile);
  }

  private void settle(Path leaseFile) {
    new LeaseKeeper(leaseFile, roots.proc(), roots.sys(), notices).recover();
  }

  static void warn(@Nullable String problem, Notices notices) {
    if (problem != null) {
      notices.warn(problem);
    }
  }

  static void requirePageSize() {
    String problem = NativeLibrary.problem();
    if (problem != null) {
      throw new HostException(problem);
    }
    if (PageSize.bytes() != HostSnapshot.PAGE_BYTES) {
      throw new HostException(
          "this kernel has pages of "
              + PageSize.bytes()
              + " bytes; the agent works with pages of "
              + HostSnapshot.PAGE_BYTES
              + " bytes only");
    }
  }

  private static WakeFd wakeFd() {
    try {
      return WakeFd.open();
    } catch (SystemCallException e) {
      throw new HostException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Pollable> sources() {
    List<Pollable> sources =
        new ArrayList<>(PressureTriggers.open(roots.proc(), settings.pressureTriggers(), notices));
    try {
      sources.add(UeventSocket.open());
    } catch (SystemCallException e) {
      notices.warn(
          e.getMessage()
              + "; devices that come and go are found every "
              + settings.watch().rescanNanos() / 1_000_000
              + " ms only");
    }
    return sources;
  }

  private Means means(MeansChoice choice) {
    OpenShim shim = choice.shim();
    return shim == null
        ? new StockMeans(choice, settings, notices, clock, workers, resources)
        : new ShimMeans(choice, shim, shimDoor, notices, clock, workers, resources);
  }
}
