package org.tcmureclaim.agent.loop;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Goes through the whole decision on a made-up host that runs short, so that classes are loaded and
 * code is compiled before the agent locks its memory: on the bad day there is none left for it. The
 * host tells what one with the shim does (heat ladders, peaks, tails shorter than what is held),
 * and its cuts end in every way there is.
 */
public final class WarmUp {
  private static final int DEVICES = 64;
  private static final int RUNGS = 13;
  private static final long DEVICE_PAGES = 4096;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Decider decider;
  private final ShadowSeat shadow = new ShadowSeat();
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Outcomes outcomes = new Outcomes();
  private long shadowPages;

  private WarmUp(Decider decider, @Nullable DecisionSettings shadowSettings) {
    this.decider = decider;
    shadow.adopt(shadowSettings);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < DEVICES; i++) {
      int slot = devices.add(new DeviceKey("warm-up/lun" + i, 1), 0);
      devices.updateFlags(slot, 0);
      devices.ladders().size(slot, RUNGS);
    }
  }

  /**
   * Turns a decider, and a shadow beside it, that are thrown away afterwards, so that nothing of
   * this reaches the real ones.
   *
   * @param shadow settings of the shadow; null for none
   */
  public static Result run(Decider decider, @Nullable DecisionSettings shadow, int ticks) {
    var warmUp = new WarmUp(decider, shadow);
    long plannedPages = 0;
    for (int tick = 1; tick <= ticks; tick++) {
      plannedPages += warmUp.turn(tick);
    }
    return new Result(plannedPages, warmUp.shadowPages);
  }

  /**
   * What was gone through.
   *
   * @param plannedPages that the plans would have freed
   * @param shadowPages that the shadow's would have
   */
  public record Result(long plannedPages, long shadowPages) {}

  private long turn(int tick) {
    fill(tick);
    Plan plan = decider.decide(snapshot);
    long plannedPages = plan.plannedPages();
    var run = shadow.tick(snapshot, plan, true);
    shadowPages = run == null ? shadowPages : run.shadow().cutPages();
    settle(plan);
    return plannedPages;
  }

  private void fill(int tick) {
    long nowNanos = tick * SECOND_NANOS;
    boolean isShort = tick % 16 == 0;
    snapshot.takenAt(nowNanos);
    snapshot.memory().update(Long.MAX_VALUE, isShort ? 0 : Long.MAX_VALUE / 2, 0, 0, nowNanos);
    snapshot.pressure().updateTotals(tick * 1000L, 0, nowNanos);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      long pages = DEVICE_PAGES * ((tick + i) % 4);
      devices.updateUsage(slot, pages, pages - pages / 16, nowNanos);
      devices.updatePeak(slot, pages / (1 + i % 8));
      devices.updateTraffic(slot, (long) tick * i, 0, nowNanos);
      reach(devices.ladders(), slot, devices.peakPages(slot), nowNanos);
    }
  }

  private static void reach(HeatLadders ladders, int slot, long peakPages, long nowNanos) {
    for (int rung = 0; rung < RUNGS && 1L << rung <= peakPages; rung++) {
      ladders.update(slot, rung, 1L << rung, nowNanos, ladders.timesReached(slot, rung) + 1);
    }
  }

  private void settle(Plan plan) {
    CutResult[] results = CutResult.values();
    outcomes.begin(snapshot.takenAtNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      // Most go well; the others end in each way in turn.
      CutResult result = cut % 4 == 3 ? results[cut / 4 % results.length] : CutResult.FREED;
      long freedPages = result == CutResult.FREED ? plan.expectedPages(cut) : 0;
      outcomes.add(plan.key(cut), result, freedPages, 1000L * cut);
    }
    outcomes.end(CutResult.FREED, "", snapshot.takenAtNanos());
    decider.settle(snapshot, outcomes);
  }
}
