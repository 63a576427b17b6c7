package org.tcmureclaim.replay.expectation;

import java.util.Locale;
import java.util.function.Predicate;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.replay.expectation.Expectation.Examination;
import org.tcmureclaim.replay.expectation.Expectation.Outcome;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.run.TracedDevice;
import org.tcmureclaim.replay.ticks.TickTable;

/** The least that some devices together were left with by a cut of one of them. */
final class GroupFloor implements Examination, RunWatch {
  private static final double PAGES_PER_MIB = 256;
  private static final int NEVER = -1;

  private final boolean[] isMember;
  private final long leastAllowedPages;
  private final boolean isEmpty;
  private final TickTable ticks;
  private long heldPages;
  private long leastPages = Long.MAX_VALUE;
  private int leastTick = NEVER;
  private int leastDevice;

  GroupFloor(TickTable ticks, Predicate<DeviceIdentity> group, long leastAllowedPages) {
    this.ticks = ticks;
    this.leastAllowedPages = leastAllowedPages;
    this.isMember = new boolean[ticks.devices()];
    int members = 0;
    for (int device = 0; device < isMember.length; device++) {
      isMember[device] = group.test(TracedDevice.identity(ticks.name(device)));
      members += isMember[device] ? 1 : 0;
    }
    this.isEmpty = members == 0;
  }

  @Override
  public RunWatch watch() {
    return this;
  }

  @Override
  public void allocated(int tick, int device, int firstPages, int againPages) {
    if (isMember[device]) {
      heldPages += firstPages + againPages;
    }
  }

  @Override
  public void cut(int tick, int device, int freedPages, int keptPages) {
    if (isMember[device]) {
      heldPages -= freedPages;
      if (heldPages < leastPages) {
        leastPages = heldPages;
        leastTick = tick;
        leastDevice = device;
      }
    }
  }

  /** A group without devices keeps every promise, which nobody means. */
  @Override
  public Outcome judge(RunResult result, Optimum optimum) {
    if (isEmpty) {
      return new Outcome(false, "no device of the trace belongs to it");
    }
    if (leastTick == NEVER) {
      return new Outcome(true, "never cut");
    }
    return new Outcome(
        leastPages >= leastAllowedPages,
        String.format(
            Locale.ROOT,
            "cut to %.2f MiB in tick %d, by a cut of %s",
            leastPages / PAGES_PER_MIB,
            leastTick,
            ticks.name(leastDevice)));
  }
}
