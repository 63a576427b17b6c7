package org.tcmureclaim.agent.recorder;

import java.util.Arrays;
import java.util.Locale;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.decision.Reasons;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.ReasonRow;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/** A decision and its reasons on their way to the writer, in columns. */
final class DraftReasons {
  private boolean decided;
  private long number;
  private Urgency urgency = Urgency.NONE;
  private Trigger trigger = Trigger.NONE;
  private long demandPages;
  private long plannedPages;
  private int cuts;
  private DeviceKey[] keys = new DeviceKey[0];
  private Verdict[] verdicts = new Verdict[0];
  private String[] rules = new String[0];
  private long[] keepPages = new long[0];
  private long[] expectedPages = new long[0];
  private int size;

  void clear() {
    decided = false;
    size = 0;
  }

  /**
   * Takes a plan in, if there was anything to decide.
   *
   * @param planNumber 0 where it was not handed to the truncator; then only its cuts are taken in
   */
  void take(long planNumber, DeviceTable devices, Plan plan) {
    clear();
    decided = !plan.isEmpty() || plan.demand().urgency() != Urgency.NONE;
    if (!decided) {
      return;
    }
    number = planNumber;
    urgency = plan.demand().urgency();
    trigger = plan.demand().trigger();
    demandPages = plan.demand().pages();
    plannedPages = plan.plannedPages();
    cuts = plan.size();
    fit(devices.slotCapacity());
    Reasons reasons = plan.reasons();
    for (int cut = 0; cut < plan.size(); cut++) {
      add(reasons, plan.slot(cut), plan.key(cut), plan.keepPages(cut), plan.expectedPages(cut));
    }
    for (int i = 0; planNumber > 0 && i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      Verdict verdict = plan.verdict(slot);
      if (verdict != Verdict.CHOSEN
          && verdict != Verdict.COLLATERAL
          && verdict != Verdict.NOT_CONSIDERED) {
        add(reasons, slot, devices.key(slot), Column.UNKNOWN, Column.UNKNOWN);
      }
    }
  }

  void write(BundleWriter bundle) {
    if (!decided) {
      return;
    }
    bundle.decision(
        new DecisionRow(number, word(urgency), word(trigger), demandPages, plannedPages, cuts));
    for (int i = 0; i < size; i++) {
      bundle.reason(
          new ReasonRow(
              keys[i].toString(), word(verdicts[i]), rules[i], keepPages[i], expectedPages[i]));
    }
  }

  private void add(Reasons reasons, int slot, DeviceKey key, long keep, long expected) {
    keys[size] = key;
    verdicts[size] = reasons.verdict(slot);
    rules[size] = reasons.rule(slot);
    keepPages[size] = keep;
    expectedPages[size] = expected;
    size++;
  }

  private void fit(int devices) {
    // A device is either cut or not, so there is at most one reason for each.
    if (keys.length < devices) {
      keys = Arrays.copyOf(keys, devices);
      verdicts = Arrays.copyOf(verdicts, devices);
      rules = Arrays.copyOf(rules, devices);
      keepPages = Arrays.copyOf(keepPages, devices);
      expectedPages = Arrays.copyOf(expectedPages, devices);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
