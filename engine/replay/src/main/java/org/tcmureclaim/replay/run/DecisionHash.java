package org.tcmureclaim.replay.run;

/**
 * A fingerprint of a sequence of decisions: FNV-1a over 64-bit words with the finalizer of
 * SplitMix64. Two runs with the same fingerprint cut the same devices to the same pages in the same
 * ticks and order, but for an accident.
 */
final class DecisionHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long hash = OFFSET;

  void add(int tick, int device, int keptPages) {
    word(tick);
    word(device);
    word(keptPages);
  }

  private void word(long value) {
    long z = (hash ^ value) * PRIME;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = z ^ (z >>> 27);
  }

  /** In 16 hexadecimal digits. */
  String text() {
    return String.format("%016x", hash);
  }
}
