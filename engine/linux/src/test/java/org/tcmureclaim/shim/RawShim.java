package org.tcmureclaim.shim;

import org.tcmureclaim.shim.ReclaimAbi.Count;
import org.tcmureclaim.shim.ReclaimAbi.Device;
import org.tcmureclaim.shim.ReclaimAbi.Ladder;
import org.tcmureclaim.shim.ReclaimAbi.Request;

/** A module whose answers are any bytes, the same in each call. */
public final class RawShim implements ReclaimPort {
  /** What it counts begins with {@code returned} to {@code pages} of the argument. */
  private static final int ARGUMENT_BYTES = Count.LADDERS - Count.RETURNED;

  /** What it says of a request: {@code result}, {@code error}, {@code freed_pages}. */
  private static final int RESULT_BYTES = Request.HIGH_WATER_BLOCKS - Request.RESULT;

  private static final int ROWS = 8;
  private static final int MOST_TOTAL = 128;

  private final byte[] answer;
  private int at;

  /** A module that says this. */
  public RawShim(byte[] answer) {
    this.answer = answer;
  }

  @Override
  public void count(ReclaimCounts into) throws SystemCallException {
    do {
      at = 0;
      put(into.argument(), Count.RETURNED, ARGUMENT_BYTES);
      boundTotal(into.argument());
      put(into.devices(), 0, ROWS * Device.BYTES);
      if (into.ladders().sizeBytes() > 1) {
        put(into.ladders(), 0, ROWS * Ladder.BYTES);
      }
    } while (into.fit());
    into.requireSound("/dev/x");
  }

  /**
   * Memory outside the heap goes with a collection of the heap, and many inputs come before the
   * next: room for 65,536 devices in each would be gigabytes. What cannot be stays.
   */
  private static void boundTotal(NativeBuffer argument) {
    int total = argument.intAt(Count.TOTAL);
    if (total > MOST_TOTAL && total <= ReclaimCounts.MOST_DEVICES) {
      argument.putInt(Count.TOTAL, total % MOST_TOTAL);
    }
  }

  @Override
  public boolean tellsHeat() {
    return true;
  }

  @Override
  public void scan(ReclaimScan batch) {
    for (int request = 0; request < batch.size(); request++) {
      if (at + RESULT_BYTES > answer.length) {
        at = 0;
      }
      put(batch.requests(), request * Request.BYTES + Request.RESULT, RESULT_BYTES);
    }
  }

  private void put(NativeBuffer into, int offset, int most) {
    int count = Math.max(0, Math.min(most, answer.length - at));
    for (int i = 0; i < count; i++) {
      into.putByte(offset + i, answer[at + i]);
    }
    at += count;
  }
}
