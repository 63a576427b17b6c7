package org.tcmureclaim.agent.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Expected;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Reason;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Refused;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Tried;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Takes operators' orders from any thread, and has the loop carry them out one at a time. Looking
 * whether there is one costs the loop no allocation and no wait.
 */
final class ShrinkDesk {
  private static final int MOST_WAITING = 16;

  private final BlockingQueue<ShrinkOrder> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private @Nullable ShrinkOrder underWay;
  private @Nullable Expected expected;

  /** Takes an order, or refuses it when too many wait. Safe from any thread. */
  void place(ShrinkOrder order) {
    if (!waiting.offer(order)) {
      order.answer().accept(new Refused(Reason.BUSY, MOST_WAITING + " orders wait already"));
    }
  }

  /**
   * The plan for the next order that can be tried; answers those that cannot.
   *
   * @return good until the decider's next plan; null where there is none
   */
  @Nullable Plan next(HostSnapshot snapshot, Decider decider, Truncator truncator) {
    for (ShrinkOrder order = waiting.poll(); order != null; order = waiting.poll()) {
      Refused refusal = refusal(snapshot.devices(), order, truncator);
      if (refusal != null) {
        order.answer().accept(refusal);
        continue;
      }
      Expected figures = expected(snapshot.devices(), order);
      if (order.dryRun()) {
        order.answer().accept(figures);
        continue;
      }
      Plan plan =
          decider.order(snapshot, snapshot.devices().slotOf(order.key()), order.keepPages());
      if (!plan.isEmpty()) {
        underWay = order;
        expected = figures;
        return plan;
      }
      order.answer().accept(new Tried(figures, 0, CutResult.NOTHING, 0, ""));
    }
    return null;
  }

  /** The truncator did not take the plan. */
  void notBegun() {
    ShrinkOrder order = underWay;
    underWay = null;
    if (order != null) {
      order.answer().accept(new Refused(Reason.BUSY, "the truncator is busy; try again"));
    }
  }

  /** A plan has ended; if it was an order's, whoever placed it hears. */
  void settled(long number, Outcomes outcomes) {
    ShrinkOrder order = underWay;
    Expected figures = expected;
    underWay = null;
    if (order != null && figures != null) {
      order
          .answer()
          .accept(
              new Tried(
                  figures,
                  number,
                  outcomes.overall(),
                  outcomes.totalFreedPages(),
                  outcomes.problem()));
    }
  }

  private static @Nullable Refused refusal(
      DeviceTable devices, ShrinkOrder order, Truncator truncator) {
    int slot = devices.slotOf(order.key());
    if (slot < 0) {
      return new Refused(Reason.GONE, order.key().path() + " is not there any more");
    }
    if (truncator.granularity() == Granularity.HOST) {
      return new Refused(
          Reason.ALL_OR_NOTHING,
          "the truncator "
              + truncator.name()
              + " can only cut all devices at once; single ones need the kernel shim");
    }
    for (DeviceFlag flag : DeviceFlag.values()) {
      if (flag.in(devices.flags(slot))) {
        return new Refused(Reason.UNFIT, order.key().path() + ": " + words(flag));
      }
    }
    return null;
  }

  private static String words(DeviceFlag flag) {
    return switch (flag) {
      case HANDLER_ABSENT -> "no handler serves it";
      case QUEUE_FULL -> "commands wait for space in its data area";
      case BLOCKED -> "it is blocked, or a command is in error recovery";
      case USAGE_UNKNOWN -> "the host cannot see what it holds";
    };
  }

  private static Expected expected(DeviceTable devices, ShrinkOrder order) {
    int slot = devices.slotOf(order.key());
    long residentPages = devices.residentPages(slot);
    long tailPages = devices.tailPages(slot);
    long freeing = Math.max(0, Math.min(tailPages, residentPages - order.keepPages()));
    return new Expected(order.key(), residentPages, tailPages, order.keepPages(), freeing);
  }
}
