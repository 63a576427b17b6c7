package org.tcmureclaim.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.LinuxSettings.Roots;
import org.tcmureclaim.linux.stock.StockTruncator;
import org.tcmureclaim.linux.usage.Handlers;
import org.tcmureclaim.linux.watch.DataAreaFigures;
import org.tcmureclaim.linux.watch.MappedFigures;
import org.tcmureclaim.linux.watch.MappedUsage;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.OnceNotices;
import org.tcmureclaim.linux.watch.UsageSensor;
import org.tcmureclaim.linux.watch.UsageSource;
import org.tcmureclaim.shim.Pollable;

/** Without the shim: what handlers have mapped, and the limit of the unpatched kernel. */
final class StockMeans implements Means {
  private final MeansChoice choice;
  private final LinuxSettings settings;
  private final Notices notices;
  private final MonotonicClock clock;
  private final Workers workers;
  private final Resources resources;

  StockMeans(
      MeansChoice choice,
      LinuxSettings settings,
      Notices notices,
      MonotonicClock clock,
      Workers workers,
      Resources resources) {
    this.choice = choice;
    this.settings = settings;
    this.notices = notices;
    this.clock = clock;
    this.workers = workers;
    this.resources = resources;
  }

  @Override
  public UsageSensor sensor() {
    Notices once = new OnceNotices(notices);
    return new MappedUsage(new Handlers(settings.roots().proc(), notices), once, clock);
  }

  @Override
  public DataAreaFigures figures() {
    return new MappedFigures();
  }

  @Override
  public List<Pollable> events() {
    return List.of();
  }

  @Override
  public Truncator truncator(UsageSource usage, Runnable wake) {
    if (choice.wish() == TruncatorWish.OBSERVE) {
      return new ObserveTruncator(clock, choice.why(), Granularity.HOST);
    }
    Roots roots = settings.roots();
    requireWritable(roots);
    return resources.add(
        new StockTruncator(
            settings.stock(),
            choice.why(),
            roots.proc(),
            roots.sys(),
            usage,
            clock,
            notices,
            workers,
            wake));
  }

  /**
   * Makes sure that the limit can be lowered.
   *
   * @throws HostException if it cannot
   */
  static void requireWritable(Roots roots) {
    Path parameter =
        roots.sys().resolve("module/target_core_user/parameters/global_max_data_area_mb");
    if (!Files.isWritable(parameter)) {
      throw new HostException(
          parameter + ": cannot be written; run as root, or observe only (mode: observe)");
    }
  }
}
