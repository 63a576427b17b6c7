package org.tcmureclaim.agent.loop;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Expected;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Reason;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Refused;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Tried;
import org.tcmureclaim.agent.loop.ShrinkAnswer.Unknown;
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
  private static final int NO_SLOT = -1;
  private static final int SEVERAL = -2;

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
      DeviceTable devices = snapshot.devices();
      ShrinkAnswer refusal = refusal(devices, order, decider, truncator);
      if (refusal != null) {
        order.answer().accept(refusal);
        continue;
      }
      int slot = slot(devices, order.device());
      long keepPages =
          order.keepsPromises()
              ? decider.promisedKeepPages(snapshot, slot, order.keepPages())
              : order.keepPages();
      Expected figures = expected(devices, slot, keepPages);
      if (order.dryRun()) {
        order.answer().accept(figures);
        continue;
      }
      Plan plan = decider.order(snapshot, slot, keepPages);
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

  private static @Nullable ShrinkAnswer refusal(
      DeviceTable devices, ShrinkOrder order, Decider decider, Truncator truncator) {
    int slot = slot(devices, order.device());
    if (slot == SEVERAL) {
      return new Refused(
          Reason.AMBIGUOUS, "several HBAs have a device " + order.device() + "; say HBA/NAME");
    }
    if (slot == NO_SLOT) {
      return order.device() instanceof ShrinkOrder.Exactly gone
          ? new Refused(Reason.GONE, gone + " is not there any more")
          : new Unknown(String.valueOf(order.device()), paths(devices));
    }
    if (truncator.granularity() == Granularity.HOST) {
      return new Refused(
          Reason.ALL_OR_NOTHING,
          "the truncator "
              + truncator.name()
              + " can only cut all devices at once; single ones need the kernel shim");
    }
    if (decider.isBraked(slot)) {
      return new Refused(
          Reason.UNFIT,
          devices.key(slot).path()
              + ": its handler ended after a cut, or twice in a day; it gets no cuts for an hour");
    }
    for (DeviceFlag flag : DeviceFlag.values()) {
      if (flag.in(devices.flags(slot))) {
        return new Refused(Reason.UNFIT, devices.key(slot).path() + ": " + words(flag));
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

  /** The slot of a device, {@link #NO_SLOT} or {@link #SEVERAL}. */
  private static int slot(DeviceTable devices, ShrinkOrder.Which device) {
    if (device instanceof ShrinkOrder.Exactly exactly) {
      return Math.max(NO_SLOT, devices.slotOf(exactly.key()));
    }
    String name = ((ShrinkOrder.Named) device).name();
    boolean bare = name.indexOf('/') < 0;
    int found = NO_SLOT;
    for (int i = 0; i < devices.size(); i++) {
      String path = devices.key(devices.slotAt(i)).path();
      if (path.equals(name)) {
        return devices.slotAt(i);
      }
      if (bare && path.length() > name.length() && isName(path, name)) {
        found = found == NO_SLOT ? devices.slotAt(i) : SEVERAL;
      }
    }
    return found;
  }

  private static boolean isName(String path, String name) {
    int slash = path.length() - name.length() - 1;
    return path.charAt(slash) == '/' && path.endsWith(name);
  }

  private static List<String> paths(DeviceTable devices) {
    return IntStream.range(0, devices.size())
        .mapToObj(i -> devices.key(devices.slotAt(i)).path())
        .toList();
  }

  private static Expected expected(DeviceTable devices, int slot, long keepPages) {
    long residentPages = devices.residentPages(slot);
    long tailPages = devices.tailPages(slot);
    long freeing = Math.max(0, Math.min(tailPages, residentPages - keepPages));
    return new Expected(devices.key(slot), residentPages, tailPages, keepPages, freeing);
  }
}
