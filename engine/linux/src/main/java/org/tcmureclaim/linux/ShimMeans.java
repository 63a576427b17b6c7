package org.tcmureclaim.linux;

import java.util.List;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.shim.OpenShim;
import org.tcmureclaim.linux.shim.ShimDevices;
import org.tcmureclaim.linux.shim.ShimDoor;
import org.tcmureclaim.linux.shim.ShimFigures;
import org.tcmureclaim.linux.shim.ShimTruncator;
import org.tcmureclaim.linux.watch.DataAreaFigures;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.UsageSensor;
import org.tcmureclaim.linux.watch.UsageSource;
import org.tcmureclaim.shim.Pollable;
import org.tcmureclaim.shim.ReclaimUnavailableException;

/** With the shim: it counts, and truncates unless the agent only observes. */
final class ShimMeans implements Means {
  private final MeansChoice choice;
  private final OpenShim shim;
  private final OpenShim reader;
  private final MonotonicClock clock;
  private final Workers workers;
  private final Resources resources;
  private final ShimDevices devices;
  private final ShimFigures figures;

  ShimMeans(
      MeansChoice choice,
      OpenShim shim,
      ShimDoor door,
      Notices notices,
      MonotonicClock clock,
      Workers workers,
      Resources resources) {
    this.choice = choice;
    this.shim = resources.add(shim);
    this.clock = clock;
    this.workers = workers;
    this.resources = resources;
    this.reader = resources.add(reader(door));
    this.devices = new ShimDevices(reader.port(), notices);
    if (!observes() && shim.tellsHeat()) {
      devices.warnWithoutHeat("the kernel shim stopped counting: " + MeansChoice.WITHOUT_HEAT);
    }
    this.figures = new ShimFigures(shim.port(), !observes(), tellsHeat(), devices, clock);
  }

  private static OpenShim reader(ShimDoor door) {
    try {
      return door.openReader();
    } catch (ReclaimUnavailableException e) {
      throw new HostException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Beside a stock driver it is counted for a controller only. */
  private boolean tellsHeat() {
    return shim.tellsHeat() && !(observes() && shim.besideDriver());
  }

  private boolean observes() {
    return choice.wish() == TruncatorWish.OBSERVE;
  }

  @Override
  public UsageSensor sensor() {
    return devices;
  }

  @Override
  public DataAreaFigures figures() {
    return figures;
  }

  @Override
  public List<Pollable> events() {
    return shim.events();
  }

  @Override
  public Truncator truncator(UsageSource usage, Runnable wake) {
    return observes()
        ? new ObserveTruncator(clock, choice.why(), Granularity.DEVICE)
        : resources.add(
            new ShimTruncator(
                choice.why(), shim.port(), reader.port(), figures, clock, workers, wake));
  }
}
