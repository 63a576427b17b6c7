package org.tcmureclaim.agent.loop;

import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Goes through the whole decision on a made-up host that runs short, so that classes are loaded and
 * code is compiled before the agent locks its memory: on the bad day there is none left for it.
 */
public final class WarmUp {
  private static final int DEVICES = 64;
  private static final long DEVICE_PAGES = 4096;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private WarmUp() {}

  /**
   * Turns a decider that is thrown away afterwards, so that nothing of this reaches the real one.
   *
   * @return pages that the plans would have freed
   */
  public static long run(Decider decider, int ticks) {
    var snapshot = new HostSnapshot();
    var outcomes = new Outcomes();
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < DEVICES; i++) {
      devices.updateFlags(devices.add(new DeviceKey("warm-up/lun" + i, 1), 0), 0);
    }
    long plannedPages = 0;
    for (int tick = 1; tick <= ticks; tick++) {
      fill(snapshot, tick);
      Plan plan = decider.decide(snapshot);
      plannedPages += plan.plannedPages();
      settle(decider, snapshot, plan, outcomes);
    }
    return plannedPages;
  }

  private static void fill(HostSnapshot snapshot, int tick) {
    long nowNanos = tick * SECOND_NANOS;
    boolean isShort = tick % 16 == 0;
    snapshot.takenAt(nowNanos);
    snapshot.memory().update(Long.MAX_VALUE, isShort ? 0 : Long.MAX_VALUE / 2, 0, 0, nowNanos);
    snapshot.pressure().updateTotals(tick * 1000L, 0, nowNanos);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      long pages = DEVICE_PAGES * ((tick + i) % 4);
      devices.updateUsage(slot, pages, pages, nowNanos);
      devices.updateTraffic(slot, (long) tick * i, 0, nowNanos);
    }
  }

  private static void settle(Decider decider, HostSnapshot snapshot, Plan plan, Outcomes outcomes) {
    outcomes.begin(snapshot.takenAtNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      outcomes.add(plan.key(cut), CutResult.FREED, plan.expectedPages(cut));
    }
    outcomes.end(CutResult.FREED, "", snapshot.takenAtNanos());
    decider.settle(snapshot, outcomes);
  }
}
