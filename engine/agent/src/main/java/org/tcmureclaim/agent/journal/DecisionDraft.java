package org.tcmureclaim.agent.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerSlots;
import org.tcmureclaim.agent.report.ShadowFigures;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.decision.Reasons;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A decision on its way from the decision thread to the journal's. Reused: filling it copies
 * numbers into arrays, and allocates only when there are more devices than ever before.
 */
final class DecisionDraft {
  // The numbers of a device, by their place in the columns.
  private static final int RESIDENT = 0;
  private static final int TAIL = 1;
  private static final int IDLE = 2;
  private static final int KEEP = 3;
  private static final int EXPECTED = 4;
  private static final int FREED = 5;
  private static final int AT_IDLE = 6;
  private static final int AT_DEMAND = 7;
  private static final int AFTER = 8;
  private static final int ABOVE_CUSTOMER = 9;
  private static final int COLUMNS = 10;

  private final ShadowFigures shadow = new ShadowFigures();
  private long number;
  private double atSeconds;
  private Urgency urgency = Urgency.NONE;
  private Trigger trigger = Trigger.NONE;
  private long demandPages;
  private long plannedPages;
  private long availableBytes;
  private @Nullable CutResult result;
  private long freedPages;
  private long durationNanos;
  private String problem = "";
  private int size;
  private @Nullable DeviceKey[] keys = new @Nullable DeviceKey[0];
  private String[] customers = new String[0];
  private String[] rules = new String[0];
  private Verdict[] verdicts = new Verdict[0];
  private @Nullable CutResult[] results = new @Nullable CutResult[0];
  private Urgency[] atUrgency = new Urgency[0];
  private long[][] numbers = new long[COLUMNS][0];

  /** Takes in a plan; of what became of it nothing is known yet. */
  void fill(
      long planNumber,
      double seconds,
      HostSnapshot snapshot,
      Plan plan,
      CustomerSlots customerSlots) {
    number = planNumber;
    atSeconds = seconds;
    urgency = plan.demand().urgency();
    trigger = plan.demand().trigger();
    demandPages = plan.demand().pages();
    plannedPages = plan.plannedPages();
    availableBytes = snapshot.memory().availableBytes();
    result = null;
    freedPages = 0;
    durationNanos = 0;
    problem = "";
    DeviceTable devices = snapshot.devices();
    size = devices.size();
    fit(devices.slotCapacity());
    for (int i = 0; i < size; i++) {
      device(i, devices.slotAt(i), snapshot, plan, customerSlots);
    }
    for (int cut = 0; cut < plan.size(); cut++) {
      int i = indexOf(plan.key(cut));
      set(i, KEEP, plan.keepPages(cut));
      set(i, EXPECTED, plan.expectedPages(cut));
    }
  }

  private void device(
      int i, int slot, HostSnapshot snapshot, Plan plan, CustomerSlots customerSlots) {
    DeviceTable devices = snapshot.devices();
    keys[i] = devices.key(slot);
    customers[i] = customerSlots.name(slot);
    verdicts[i] = plan.verdict(slot);
    Reasons reasons = plan.reasons();
    rules[i] = reasons.rule(slot);
    results[i] = null;
    atUrgency[i] = reasons.atUrgency(slot);
    set(i, RESIDENT, devices.residentPages(slot));
    set(i, TAIL, devices.tailPages(slot));
    set(i, IDLE, snapshot.takenAtNanos() - devices.lastActiveNanos(slot));
    set(i, KEEP, DeviceReason.NONE);
    set(i, EXPECTED, 0);
    set(i, FREED, 0);
    set(i, AT_IDLE, reasons.atIdleNanos(slot));
    set(i, AT_DEMAND, reasons.atDemandPages(slot));
    set(i, AFTER, reasons.afterNanos(slot));
    set(i, ABOVE_CUSTOMER, reasons.aboveCustomerPages(slot));
  }

  /** Takes in how a shadow stands. */
  void score(ShadowFigures figures) {
    shadow.copyFrom(figures);
  }

  /** Takes in what became of the plan. */
  void settle(Outcomes outcomes) {
    result = outcomes.overall();
    freedPages = outcomes.totalFreedPages();
    durationNanos = outcomes.endedAtNanos() - outcomes.startedAtNanos();
    problem = outcomes.problem();
    for (int cut = 0; cut < outcomes.size(); cut++) {
      int i = indexOf(outcomes.key(cut));
      if (i >= 0) {
        results[i] = outcomes.result(cut);
        set(i, FREED, outcomes.freedPages(cut));
      }
    }
  }

  /** What it holds, for the thread that writes it down. */
  DecisionEntry entry(long epochMillis, long droppedBefore) {
    List<DeviceReason> reasons = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      reasons.add(reason(i));
    }
    return new DecisionEntry(
        epochMillis,
        atSeconds,
        number,
        urgency,
        trigger,
        demandPages,
        plannedPages,
        availableBytes,
        result,
        freedPages,
        durationNanos / 1e6,
        problem,
        droppedBefore,
        shadow.score(),
        reasons);
  }

  private DeviceReason reason(int i) {
    DeviceKey key = keys[i];
    return new DeviceReason(
        key == null ? "" : key.path(),
        key == null ? 0 : key.generation(),
        customers[i],
        verdicts[i],
        rules[i],
        get(i, RESIDENT),
        get(i, TAIL),
        get(i, IDLE),
        get(i, KEEP),
        get(i, EXPECTED),
        results[i],
        get(i, FREED),
        get(i, AT_IDLE),
        get(i, AT_DEMAND),
        get(i, AFTER),
        get(i, ABOVE_CUSTOMER),
        atUrgency[i]);
  }

  /** Devices are in the order of keys, as in the table; negative where it is not there. */
  private int indexOf(DeviceKey key) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      DeviceKey here = keys[middle];
      int order = here == null ? 1 : here.compareTo(key);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }

  private void set(int i, int column, long value) {
    numbers[column][i] = value;
  }

  private long get(int i, int column) {
    return numbers[column][i];
  }

  private void fit(int capacity) {
    if (keys.length >= size) {
      return;
    }
    keys = new @Nullable DeviceKey[capacity];
    customers = new String[capacity];
    rules = new String[capacity];
    verdicts = new Verdict[capacity];
    results = new @Nullable CutResult[capacity];
    atUrgency = new Urgency[capacity];
    for (int column = 0; column < numbers.length; column++) {
      numbers[column] = Arrays.copyOf(numbers[column], capacity);
    }
  }
}
