package org.tcmureclaim.linux.stock;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.plan.PlanWorker;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.linux.watch.UsageSource;
import org.tcmureclaim.outcome.Outcomes;

/**
 * Truncates on a kernel without the shim, by lowering {@code global_max_data_area_mb} for a moment.
 * Every device is cut to its highest block in use, whatever the plan says. Works on a thread of its
 * own, because writing the parameter may wait.
 */
public final class StockTruncator implements Truncator, AutoCloseable {
  private final String reason;
  private final GlobalLimit limit;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread shutdownHook;
  private final PlanWorker worker;

  /**
   * Starts the thread.
   *
   * @param why the means was chosen, for an operator
   * @param workers its thread is one of them
   * @param wake called when an outcome is ready
   */
  public StockTruncator(
      StockSettings settings,
      String why,
      Path procRoot,
      Path sysRoot,
      UsageSource usage,
      MonotonicClock clock,
      Notices notices,
      Workers workers,
      Runnable wake) {
    this.reason = why + ", so global_max_data_area_mb is lowered for a moment";
    this.limit =
        new GlobalLimit(
            LimitParameter.of(sysRoot),
            new LeaseFile(settings.leaseFile()),
            LeaseKeeper.bootId(procRoot),
            settings.loweredMebibytes(),
            notices);
    // For an exit that does not come by close(); a kill -9 leaves it to the LeaseKeeper. The JVM
    // runs it once, at its end, so that it is no worker.
    this.shutdownHook = new Thread(limit::close, "tcmu-stock-restore");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    this.worker =
        new PlanWorker(
            "tcmu-stock",
            new StockRelease(limit, usage, settings, clock, closing),
            clock,
            workers,
            wake);
  }

  @Override
  public String name() {
    return "stock";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Granularity granularity() {
    return Granularity.HOST;
  }

  @Override
  public boolean begin(Plan plan) {
    return worker.begin(plan);
  }

  @Override
  public boolean takeOutcomes(Outcomes into) {
    return worker.takeOutcomes(into);
  }

  /** Puts the limit back where it is lowered, and stops. */
  @Override
  public void close() {
    closing.countDown();
    limit.close();
    worker.close();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM shuts down already; the hook finds nothing to do.
    }
  }
}
