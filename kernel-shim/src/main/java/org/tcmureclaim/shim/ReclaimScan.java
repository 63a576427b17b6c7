package org.tcmureclaim.shim;

import org.tcmureclaim.shim.ReclaimAbi.Request;
import org.tcmureclaim.shim.ReclaimAbi.Scan;

/**
 * A batch of truncations for {@link ReclaimPort#scan}, and what became of each. Used again from
 * batch to batch; allocates nothing.
 */
public final class ReclaimScan {
  /** How long a request that may wait does so, in all, where the module lets it say so. */
  static final int WAIT_MICROS = 250_000;

  private final int capacity;
  private final NativeBuffer argument = new NativeBuffer(Scan.BYTES);
  private final NativeBuffer requests;
  private int size;

  /**
   * @param capacity most requests in a batch, at most {@link ReclaimInfo#maxRequests}
   */
  public ReclaimScan(int capacity) {
    this.capacity = capacity;
    this.requests = new NativeBuffer(capacity * Request.BYTES);
    argument.putInt(Scan.SIZE, Scan.BYTES);
    argument.putInt(Scan.REQUEST_BYTES, Request.BYTES);
    argument.putLong(Scan.REQUESTS, requests.address());
  }

  public void clear() {
    size = 0;
    argument.putInt(Scan.COUNT, 0);
  }

  public int size() {
    return size;
  }

  public boolean isFull() {
    return size == capacity;
  }

  /**
   * Adds a truncation.
   *
   * @param generation the device meant, and its minor, as {@link ReclaimCounts} told them
   * @param keepBlocks blocks to leave, at most {@link ReclaimCounts#maxBlocks}; no block in use is
   *     touched whatever this is
   * @param budgetPages most pages to release, in whole blocks; above 0
   * @param wait whether to wait for locks, a quarter of a second at most; otherwise the result is
   *     {@link ReclaimResult#BUSY} at once
   */
  public void add(long generation, int minor, long keepBlocks, long budgetPages, boolean wait) {
    if (isFull()) {
      throw new IllegalStateException("more than " + capacity + " requests in a batch");
    }
    int at = size * Request.BYTES;
    requests.putLong(at + Request.GENERATION, generation);
    requests.putInt(at + Request.MINOR, minor);
    requests.putInt(at + Request.FLAGS, wait ? 0 : ReclaimAbi.TRY);
    requests.putInt(at + Request.KEEP_BLOCKS, (int) keepBlocks);
    requests.putInt(at + Request.WAIT_MICROS, 0);
    requests.putLong(at + Request.BUDGET_PAGES, budgetPages);
    requests.putInt(at + Request.RESULT, 0);
    requests.putInt(at + Request.ERROR, 0);
    requests.putLong(at + Request.FREED_PAGES, 0);
    requests.putInt(at + Request.HIGH_WATER_BLOCKS, 0);
    size++;
    argument.putInt(Scan.COUNT, size);
  }

  /** Says in each request that may wait for how long. */
  void boundWaits() {
    for (int at = 0; at < size * Request.BYTES; at += Request.BYTES) {
      boolean waits = (requests.intAt(at + Request.FLAGS) & ReclaimAbi.TRY) == 0;
      requests.putInt(at + Request.WAIT_MICROS, waits ? WAIT_MICROS : 0);
    }
  }

  public ReclaimResult result(int request) {
    return ReclaimResult.of(requests.intAt(at(request) + Request.RESULT));
  }

  /** More about the result: an {@link Errno}, or 0. */
  public int error(int request) {
    return requests.intAt(at(request) + Request.ERROR);
  }

  public long freedPages(int request) {
    return requests.longAt(at(request) + Request.FREED_PAGES);
  }

  /** Where the device stands afterwards; 0 where it is gone. */
  public long highWaterBlocks(int request) {
    return requests.unsignedIntAt(at(request) + Request.HIGH_WATER_BLOCKS);
  }

  long argumentAddress() {
    return argument.address();
  }

  NativeBuffer requests() {
    return requests;
  }

  NativeBuffer argument() {
    return argument;
  }

  private int at(int request) {
    if (request >= size) {
      throw new IndexOutOfBoundsException("request " + request + " of " + size);
    }
    return request * Request.BYTES;
  }
}
