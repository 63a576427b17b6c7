package org.tcmureclaim.replay.pressure;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Collects {@link HostTicks} in the order of ticks. */
public final class HostTicksBuilder {
  private static final long PAGE_BYTES = 4096;

  private final BitSet known = new BitSet();
  private long[] otherBytes = new long[64];
  private long[] availableBytes = new long[64];
  private long[] someMicros = new long[64];
  private long[] fullMicros = new long[64];
  private int[] @Nullable [] gone = new int[64][];
  private long totalBytes;
  private boolean knowsStalls = true;

  /**
   * Adds a sample of a tick. Of several in one tick, the last says what others use, and the least
   * that was available counts.
   *
   * @param heldPages what data areas held at that moment
   */
  public void sample(int tick, long memTotalBytes, long memAvailableBytes, long heldPages) {
    reserve(tick);
    totalBytes = memTotalBytes;
    otherBytes[tick] = memTotalBytes - memAvailableBytes - heldPages * PAGE_BYTES;
    availableBytes[tick] =
        known.get(tick) ? Math.min(availableBytes[tick], memAvailableBytes) : memAvailableBytes;
    known.set(tick);
  }

  /** Says that nothing is known of stalls. */
  public void stallsUnknown() {
    knowsStalls = false;
  }

  /** Adds stalls to a tick. */
  public void stalled(int tick, long moreSomeMicros, long moreFullMicros) {
    reserve(tick);
    someMicros[tick] += moreSomeMicros;
    fullMicros[tick] += moreFullMicros;
  }

  /** A device went within a tick; its number is that in the finished table. */
  public void gone(int tick, int device) {
    reserve(tick);
    int[] before = gone[tick];
    int[] after = before == null ? new int[1] : Arrays.copyOf(before, before.length + 1);
    after[after.length - 1] = device;
    gone[tick] = after;
  }

  /** Whether there is any sample. */
  public boolean isEmpty() {
    return known.isEmpty();
  }

  /** The ticks; those without a sample are like the one before, the first ones like the first. */
  public HostTicks build(String source, int ticks) {
    reserve(ticks);
    int first = known.nextSetBit(0);
    for (int tick = 0; tick < ticks; tick++) {
      if (!known.get(tick) && first >= 0) {
        int like = tick < first ? first : tick - 1;
        otherBytes[tick] = otherBytes[like];
        availableBytes[tick] = availableBytes[like];
      }
    }
    return new HostTicks(
        source,
        totalBytes,
        known,
        Arrays.copyOf(otherBytes, ticks),
        Arrays.copyOf(availableBytes, ticks),
        Arrays.copyOf(someMicros, ticks),
        Arrays.copyOf(fullMicros, ticks),
        Arrays.copyOf(gone, ticks),
        knowsStalls);
  }

  private void reserve(int tick) {
    if (tick >= otherBytes.length) {
      int capacity = Math.max(tick + 1, otherBytes.length * 2);
      otherBytes = Arrays.copyOf(otherBytes, capacity);
      availableBytes = Arrays.copyOf(availableBytes, capacity);
      someMicros = Arrays.copyOf(someMicros, capacity);
      fullMicros = Arrays.copyOf(fullMicros, capacity);
      gone = Arrays.copyOf(gone, capacity);
    }
  }
}
