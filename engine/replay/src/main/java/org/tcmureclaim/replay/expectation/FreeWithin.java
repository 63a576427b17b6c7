package org.tcmureclaim.replay.expectation;

import java.util.Locale;
import org.tcmureclaim.replay.expectation.Expectation.Examination;
import org.tcmureclaim.replay.expectation.Expectation.Outcome;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.simulation.memory.StallKind;

/**
 * Whether so much is available soon after the host, as it was recorded, began to stall. The time
 * runs from the tick in which stalls reach the share after one in which they did not, to the end of
 * the first that leaves enough; it is 0 where that is the same tick. What the trace ends in is not
 * held against anybody before its time is up.
 */
final class FreeWithin implements Examination, RunWatch {
  private static final int NONE = -1;

  private final long freeBytes;
  private final long withinNanos;
  private final StallKind kind;
  private final double share;
  private final long tickNanos;
  private boolean pressed;
  private int began = NONE;
  private int lastTick;
  private long times;
  private long late;
  private int worstTicks;
  private int worstBegan = NONE;

  FreeWithin(long freeBytes, long withinNanos, StallKind kind, double share, long tickNanos) {
    this.freeBytes = freeBytes;
    this.withinNanos = withinNanos;
    this.kind = kind;
    this.share = share;
    this.tickNanos = tickNanos;
  }

  @Override
  public RunWatch watch() {
    return this;
  }

  @Override
  public void allocated(int tick, int device, int firstPages, int againPages) {}

  @Override
  public void cut(int tick, int device, int freedPages, int keptPages) {}

  @Override
  public void hostPassed(int tick, long availableBytes, long someMicros, long fullMicros) {
    lastTick = tick;
    long micros = kind == StallKind.SOME ? someMicros : fullMicros;
    boolean presses = micros * 1000 >= share * tickNanos;
    if (presses && !pressed && began == NONE) {
      began = tick;
      times++;
    }
    pressed = presses;
    if (began != NONE && availableBytes >= freeBytes) {
      end(tick);
    }
  }

  private void end(int tick) {
    late += isLate(tick) ? 1 : 0;
    if (tick - began >= worstTicks) {
      worstTicks = tick - began;
      worstBegan = began;
    }
    began = NONE;
  }

  private boolean isLate(int tick) {
    return (tick - began) * tickNanos > withinNanos;
  }

  /** A trace that never stalls keeps every promise, which nobody means. */
  @Override
  public Outcome judge(RunResult result, Optimum optimum) {
    if (times == 0) {
      return new Outcome(false, "the host never stalled so much as it was recorded");
    }
    boolean never = began != NONE && isLate(lastTick);
    String longest =
        worstBegan == NONE
            ? ""
            : String.format(
                Locale.ROOT,
                ", the longest after %.1f s from tick %d",
                worstTicks * tickNanos / 1e9,
                worstBegan);
    String end = never ? ", never from tick " + began : "";
    return new Outcome(
        late == 0 && !never, times + " times" + longest + end + ", " + late + " too late");
  }
}
