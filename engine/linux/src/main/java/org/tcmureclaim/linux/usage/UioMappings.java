package org.tcmureclaim.linux.usage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the handlers found: for each node the processes that map it. Several may: a
 * fork leaves two, and an operator may start a handler twice. A claim is one process's mapping of
 * one node; what is held is in arrays that are used again from pass to pass.
 */
final class UioMappings implements MappedNodes {
  static final int NONE = -1;

  private WatchedNodes nodes = WatchedNodes.NONE;
  private int[] firstClaims = {};
  private @Nullable HandlerProcess[] processes = new HandlerProcess[64];
  private long[] baseAddresses = new long[64];
  private long[] residentBytes = new long[64];
  private int[] rows = new int[64];
  private int[] nextClaims = new int[64];
  private int size;
  private int firstOfProcess;
  private int current = NONE;
  private @Nullable HandlerProcess sweeping;

  /** Forgets the pass before, and begins one over these nodes. */
  void begin(WatchedNodes watched) {
    nodes = watched;
    if (firstClaims.length != nodes.size()) {
      firstClaims = new int[nodes.size()];
    }
    Arrays.fill(firstClaims, NONE);
    Arrays.fill(processes, 0, size, null);
    size = 0;
  }

  /** Says whose mappings are reported from now on. */
  void sweeping(HandlerProcess handler) {
    sweeping = handler;
    firstOfProcess = size;
  }

  /** Takes back all that was reported of the process being swept. */
  void takeBack() {
    while (size > firstOfProcess) {
      size--;
      firstClaims[rows[size]] = nextClaims[size];
      processes[size] = null;
    }
  }

  /** A process that maps the node; -1 where none does. */
  int firstClaim(int uioNumber) {
    int row = nodes.rowOf(uioNumber);
    return row < 0 ? NONE : firstClaims[row];
  }

  /** Another one; -1 where there is none. */
  int nextClaim(int claim) {
    return nextClaims[claim];
  }

  HandlerProcess process(int claim) {
    HandlerProcess process = processes[claim];
    if (process == null) {
      throw new IllegalStateException("no claim " + claim);
    }
    return process;
  }

  /** Where the node's first byte is, or would be, in that process. */
  long baseAddress(int claim) {
    return baseAddresses[claim];
  }

  long residentBytes(int claim) {
    return residentBytes[claim];
  }

  @Override
  public void mapping(int row, long startAddress, long offsetBytes) {
    long base = startAddress - offsetBytes;
    for (int claim = firstClaims[row]; claim >= firstOfProcess; claim = nextClaims[claim]) {
      if (baseAddresses[claim] == base) {
        current = claim;
        return;
      }
    }
    if (size == rows.length) {
      grow();
    }
    processes[size] = sweeping;
    baseAddresses[size] = base;
    residentBytes[size] = 0;
    rows[size] = row;
    nextClaims[size] = firstClaims[row];
    firstClaims[row] = size;
    current = size++;
  }

  private void grow() {
    int capacity = 2 * rows.length;
    processes = Arrays.copyOf(processes, capacity);
    baseAddresses = Arrays.copyOf(baseAddresses, capacity);
    residentBytes = Arrays.copyOf(residentBytes, capacity);
    rows = Arrays.copyOf(rows, capacity);
    nextClaims = Arrays.copyOf(nextClaims, capacity);
  }

  @Override
  public void resident(long bytes) {
    residentBytes[current] += bytes;
  }
}
