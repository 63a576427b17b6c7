package org.tcmureclaim.decision;

import java.util.Arrays;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.outcome.RegretMeter;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/**
 * What is to be cut in this tick, in the order of cutting, with a verdict on every device. Reused
 * from tick to tick; it allocates only when there are more devices than ever before.
 */
public final class Plan {
  private static final int NO_CUT = -1;

  private final Demand demand = new Demand();
  private final Reasons reasons;
  private DeviceKey[] keys = new DeviceKey[64];
  private int[] slots = new int[64];
  private long[] keepPages = new long[64];
  private long[] expectedPages = new long[64];
  private int[] cutsBySlot = new int[64];
  private int size;
  private long plannedPages;
  private long decidedAtNanos;

  /** An empty plan that nobody decided upon. */
  public Plan() {
    this(new Reasons(new Parties(), new RegretMeter()));
  }

  Plan(Reasons reasons) {
    this.reasons = reasons;
  }

  /** The demand that this plan answers. */
  public Demand demand() {
    return demand;
  }

  /** When it was decided: the time of the snapshot. */
  public long decidedAtNanos() {
    return decidedAtNanos;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The number of cuts. */
  public int size() {
    return size;
  }

  /** The device of the {@code cut}-th cut. */
  public DeviceKey key(int cut) {
    return keys[cut];
  }

  /** Its slot in the table of the snapshot that was decided upon. */
  public int slot(int cut) {
    return slots[cut];
  }

  /** Pages to leave in its data area, counted from the start. */
  public long keepPages(int cut) {
    return keepPages[cut];
  }

  /** Pages that the cut is expected to free. */
  public long expectedPages(int cut) {
    return expectedPages[cut];
  }

  /** Sum of {@link #expectedPages}. */
  public long plannedPages() {
    return plannedPages;
  }

  /** The verdict on the device in {@code slot}. */
  public Verdict verdict(int slot) {
    return reasons.verdict(slot);
  }

  /** Why each device was chosen or not. */
  public Reasons reasons() {
    return reasons;
  }

  /** Which cut is that of the device in this slot; negative where there is none. */
  int cutOf(int slot) {
    return cutsBySlot[slot];
  }

  /** Takes demand and cuts of another plan over, without the reasons. */
  public void copyFrom(Plan from) {
    while (slots.length < from.size) {
      grow();
    }
    System.arraycopy(from.keys, 0, keys, 0, from.size);
    System.arraycopy(from.slots, 0, slots, 0, from.size);
    System.arraycopy(from.keepPages, 0, keepPages, 0, from.size);
    System.arraycopy(from.expectedPages, 0, expectedPages, 0, from.size);
    size = from.size;
    plannedPages = from.plannedPages;
    decidedAtNanos = from.decidedAtNanos;
    demand.want(from.demand.urgency(), from.demand.trigger(), from.demand.pages());
  }

  void begin(DeviceTable devices, long nowNanos) {
    int capacity = devices.slotCapacity();
    if (cutsBySlot.length < capacity) {
      cutsBySlot = new int[capacity];
    }
    Arrays.fill(cutsBySlot, NO_CUT);
    reasons.begin(devices, nowNanos);
    demand.none();
    size = 0;
    plannedPages = 0;
    decidedAtNanos = nowNanos;
  }

  void add(int slot, DeviceKey key, long keep, long expected, Verdict verdict) {
    if (size == slots.length) {
      grow();
    }
    slots[size] = slot;
    keys[size] = key;
    keepPages[size] = keep;
    expectedPages[size] = expected;
    cutsBySlot[slot] = size;
    size++;
    plannedPages += expected;
    reasons.chosen(slot, verdict);
  }

  void deepen(int cut, long keep, long more) {
    keepPages[cut] = keep;
    expectedPages[cut] += more;
    plannedPages += more;
  }

  /** Drops all cuts for one reason. */
  void drop(Verdict reason) {
    for (int cut = 0; cut < size; cut++) {
      reasons.chosen(slots[cut], reason);
      cutsBySlot[slots[cut]] = NO_CUT;
    }
    size = 0;
    plannedPages = 0;
  }

  private void grow() {
    int capacity = slots.length * 2;
    keys = Arrays.copyOf(keys, capacity);
    slots = Arrays.copyOf(slots, capacity);
    keepPages = Arrays.copyOf(keepPages, capacity);
    expectedPages = Arrays.copyOf(expectedPages, capacity);
  }
}
