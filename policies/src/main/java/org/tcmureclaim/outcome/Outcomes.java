package org.tcmureclaim.outcome;

import java.util.Arrays;
import org.tcmureclaim.snapshot.DeviceKey;

/** What became of a plan, cut by cut and as a whole. Reused from plan to plan. */
public final class Outcomes {
  private DeviceKey[] keys = new DeviceKey[64];
  private CutResult[] results = new CutResult[64];
  private long[] freedPages = new long[64];
  private long[] heldNanos = new long[64];
  private int size;
  private CutResult overall = CutResult.NOTHING;
  private long totalFreedPages;
  private long startedAtNanos;
  private long endedAtNanos;
  private String problem = "";

  public int size() {
    return size;
  }

  public DeviceKey key(int cut) {
    return keys[cut];
  }

  public CutResult result(int cut) {
    return results[cut];
  }

  /** Pages freed by this cut. */
  public long freedPages(int cut) {
    return freedPages[cut];
  }

  /** For how long this cut held the device's lock; 0 where the host cannot tell. */
  public long heldNanos(int cut) {
    return heldNanos[cut];
  }

  /** The result of the plan as a whole. */
  public CutResult overall() {
    return overall;
  }

  /** Pages freed by all cuts. */
  public long totalFreedPages() {
    return totalFreedPages;
  }

  public long startedAtNanos() {
    return startedAtNanos;
  }

  public long endedAtNanos() {
    return endedAtNanos;
  }

  /** What went wrong, in words for an operator; empty where nothing did. */
  public String problem() {
    return problem;
  }

  public void begin(long nowNanos) {
    size = 0;
    overall = CutResult.NOTHING;
    totalFreedPages = 0;
    startedAtNanos = nowNanos;
    endedAtNanos = nowNanos;
    problem = "";
  }

  /** A cut on a host that cannot tell for how long the device was locked. */
  public void add(DeviceKey key, CutResult result, long freed) {
    add(key, result, freed, 0);
  }

  public void add(DeviceKey key, CutResult result, long freed, long held) {
    if (size == results.length) {
      keys = Arrays.copyOf(keys, size * 2);
      results = Arrays.copyOf(results, size * 2);
      freedPages = Arrays.copyOf(freedPages, size * 2);
      heldNanos = Arrays.copyOf(heldNanos, size * 2);
    }
    keys[size] = key;
    results[size] = result;
    freedPages[size] = freed;
    heldNanos[size] = held;
    size++;
    totalFreedPages += freed;
  }

  public void end(CutResult overall, String problem, long nowNanos) {
    this.overall = overall;
    this.problem = problem;
    this.endedAtNanos = nowNanos;
  }
}
