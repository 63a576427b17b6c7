package org.tcmureclaim.merge;

import java.util.Arrays;

/**
 * A binary heap of devices by rank, smallest first. Devices are named by their position in key
 * order, which also breaks ties. Allocates only when it holds more than ever before.
 */
public final class CandidateQueue {
  private long[] ranks = new long[8];
  private int[] positions = new int[8];
  private int size;

  /** Empties it. */
  public void clear() {
    size = 0;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The rank of the first device. */
  public long firstRank() {
    return ranks[0];
  }

  /** The position of the first device. */
  public int firstPosition() {
    return positions[0];
  }

  /** Adds a device. */
  public void add(long rank, int position) {
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
    }
    int at = size++;
    while (at > 0 && before(rank, position, (at - 1) >>> 1)) {
      move((at - 1) >>> 1, at);
      at = (at - 1) >>> 1;
    }
    put(at, rank, position);
  }

  /** Gives the first device another rank. */
  public void rankFirst(long rank) {
    sink(rank, positions[0]);
  }

  /** Takes the first device out. */
  public void removeFirst() {
    size--;
    if (size > 0) {
      sink(ranks[size], positions[size]);
    }
  }

  private void sink(long rank, int position) {
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && before(ranks[child + 1], positions[child + 1], child)) {
        child++;
      }
      if (before(rank, position, child)) {
        break;
      }
      move(child, at);
      at = child;
      child = 2 * at + 1;
    }
    put(at, rank, position);
  }

  private boolean before(long rank, int position, int other) {
    return rank != ranks[other] ? rank < ranks[other] : position < positions[other];
  }

  private void move(int from, int to) {
    ranks[to] = ranks[from];
    positions[to] = positions[from];
  }

  private void put(int at, long rank, int position) {
    ranks[at] = rank;
    positions[at] = position;
  }
}
