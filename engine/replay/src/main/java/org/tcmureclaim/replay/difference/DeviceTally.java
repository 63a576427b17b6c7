package org.tcmureclaim.replay.difference;

import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.ticks.TickTable;

/** What one run did to each device, and a fingerprint of the cuts of each tick. */
final class DeviceTally implements RunWatch {
  private final long[] reallocatedPages;
  private final long[] truncations;
  private final long[] fingerprints;

  DeviceTally(TickTable ticks) {
    this.reallocatedPages = new long[ticks.devices()];
    this.truncations = new long[ticks.devices()];
    this.fingerprints = new long[ticks.ticks()];
  }

  long reallocatedPages(int device) {
    return reallocatedPages[device];
  }

  long truncations(int device) {
    return truncations[device];
  }

  /** Whether the other run cut every device to the same pages in this tick, in whatever order. */
  boolean agrees(DeviceTally other, int tick) {
    return fingerprints[tick] == other.fingerprints[tick];
  }

  @Override
  public void allocated(int tick, int device, int firstPages, int againPages) {
    reallocatedPages[device] += againPages;
  }

  /** Differences add up: several cuts of a device count as one to where the last one ended. */
  @Override
  public void cut(int tick, int device, int freedPages, int keptPages) {
    truncations[device]++;
    fingerprints[tick] += mixed(device, keptPages) - mixed(device, keptPages + freedPages);
  }

  /** The finalizer of SplittableRandom. */
  private static long mixed(int device, int pages) {
    long z = ((long) device << 32 | pages) + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
