package org.tcmureclaim.decision;

import java.util.Arrays;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;

/**
 * What is to be cut in this tick, in the order of cutting, with a verdict on every device. Reused
 * from tick to tick; it allocates only when there are more devices than ever before.
 */
public final class Plan {
  private final Demand demand = new Demand();
  private DeviceKey[] keys = new DeviceKey[64];
  private int[] slots = new int[64];
  private long[] keepPages = new long[64];
  private long[] expectedPages = new long[64];
  private Verdict[] verdicts = new Verdict[64];
  private int size;
  private long plannedPages;
  private long decidedAtNanos;

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
    return verdicts[slot];
  }

  void begin(DeviceTable devices, long nowNanos) {
    if (verdicts.length < devices.slotCapacity()) {
      verdicts = new Verdict[devices.slotCapacity()];
    }
    Arrays.fill(verdicts, Verdict.NOT_CONSIDERED);
    demand.none();
    size = 0;
    plannedPages = 0;
    decidedAtNanos = nowNanos;
  }

  void judge(int slot, Verdict verdict) {
    verdicts[slot] = verdict;
  }

  void add(int slot, DeviceKey key, long keep, long expected, Verdict verdict) {
    if (size == slots.length) {
      grow();
    }
    slots[size] = slot;
    keys[size] = key;
    keepPages[size] = keep;
    expectedPages[size] = expected;
    size++;
    plannedPages += expected;
    verdicts[slot] = verdict;
  }

  void clear() {
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
