package org.tcmureclaim.replay.pressure;

import java.util.BitSet;

/**
 * What a host went through, tick by tick of a device trace, freed of what its data areas held then:
 * the memory in use by everybody else is {@code MemTotal - MemAvailable - held as recorded}. Under
 * another policy, {@code MemTotal - others - held} is available.
 *
 * <p>The use of others is taken as it was. What the host swapped out or dropped from its page cache
 * because of what the data areas held then is not undone.
 */
public final class HostTicks {
  private static final int[] NOBODY = new int[0];

  private final String source;
  private final long totalBytes;
  private final BitSet known;
  private final long[] otherBytes;
  private final long[] availableBytes;
  private final long[] someMicros;
  private final long[] fullMicros;
  private final int[][] gone;
  private final boolean knowsStalls;

  HostTicks(
      String source,
      long totalBytes,
      BitSet known,
      long[] otherBytes,
      long[] availableBytes,
      long[] someMicros,
      long[] fullMicros,
      int[][] gone,
      boolean knowsStalls) {
    this.source = source;
    this.totalBytes = totalBytes;
    this.known = known;
    this.otherBytes = otherBytes;
    this.availableBytes = availableBytes;
    this.someMicros = someMicros;
    this.fullMicros = fullMicros;
    this.gone = gone;
    this.knowsStalls = knowsStalls;
  }

  /** Whether anything is known of stalls; if not, there are none in any tick. */
  public boolean knowsStalls() {
    return knowsStalls;
  }

  /** Where the figures are from, and what was assumed, for people. */
  public String source() {
    return source;
  }

  public int ticks() {
    return otherBytes.length;
  }

  /** {@code MemTotal}. */
  public long totalBytes() {
    return totalBytes;
  }

  /** Whether there are figures of a tick; if not, the others' use is the last that is known. */
  public boolean isKnown(int tick) {
    return known.get(tick);
  }

  /** In use by everybody but data areas. */
  public long otherBytes(int tick) {
    return otherBytes[tick];
  }

  /** {@code MemAvailable} as it was recorded, the least of the tick. */
  public long availableBytes(int tick) {
    return availableBytes[tick];
  }

  /** Time within a tick in which some task waited, as it was recorded. */
  public long someMicros(int tick) {
    return someMicros[tick];
  }

  /** The same of all tasks. */
  public long fullMicros(int tick) {
    return fullMicros[tick];
  }

  /** Devices that went within a tick, with all that they held. Not to be changed. */
  public int[] gone(int tick) {
    int[] devices = gone[tick];
    return devices == null ? NOBODY : devices;
  }

  /** The most that data areas may hold in a tick if so much is to be available, 0 or more. */
  public long mostPages(int tick, long wantedBytes, long pageBytes) {
    return isKnown(tick)
        ? Math.max(0, (totalBytes - otherBytes[tick] - wantedBytes) / pageBytes)
        : Long.MAX_VALUE;
  }
}
