package org.tcmureclaim.replay.expectation;

import java.util.Locale;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.replay.expectation.Expectation.Examination;
import org.tcmureclaim.replay.expectation.Expectation.Outcome;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * The share of all pages cut that their device needed again within a minute of its last cut, as
 * {@link RegretMeter} counts on a host.
 */
final class CutRegret implements Examination, RunWatch {
  private final double mostShare;
  private final long tickNanos;
  private final long[] owedPages;
  private final int[] cutTick;
  private long cutPages;
  private long cameBackPages;

  CutRegret(TickTable ticks, double mostShare) {
    this.mostShare = mostShare;
    this.tickNanos = ticks.tickNanos();
    this.owedPages = new long[ticks.devices()];
    this.cutTick = new int[ticks.devices()];
  }

  @Override
  public RunWatch watch() {
    return this;
  }

  @Override
  public void allocated(int tick, int device, int firstPages, int againPages) {
    if (owedPages[device] > 0 && isRecent(tick, device)) {
      long back = Math.min(owedPages[device], againPages);
      owedPages[device] -= back;
      cameBackPages += back;
    }
  }

  /** What is cut while the cut before is recent adds to it. */
  @Override
  public void cut(int tick, int device, int freedPages, int keptPages) {
    owedPages[device] = (isRecent(tick, device) ? owedPages[device] : 0) + freedPages;
    cutTick[device] = tick;
    cutPages += freedPages;
  }

  private boolean isRecent(int tick, int device) {
    return (tick - cutTick[device]) * tickNanos <= RegretMeter.WINDOW_NANOS;
  }

  @Override
  public Outcome judge(RunResult result, Optimum optimum) {
    double share = cutPages == 0 ? 0 : (double) cameBackPages / cutPages;
    return new Outcome(
        share <= mostShare,
        String.format(
            Locale.ROOT,
            "%.2f %%: %d of %d pages cut were needed again within a minute",
            share * 100,
            cameBackPages,
            cutPages));
  }
}
