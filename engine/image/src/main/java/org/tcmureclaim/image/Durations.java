package org.tcmureclaim.image;

/**
 * Histograms of all kinds of durations, one number after the other: of each kind the sum in
 * nanoseconds, and the count in each bucket. Adding allocates nothing. Not safe for use by several
 * threads.
 */
public final class Durations {
  /** How many numbers they are. */
  static final int LONGS = sumAt(DurationKind.values().length);

  private static final int[] SUM_AT = sumsAt();

  private final long[] numbers = new long[LONGS];

  /** Adds one; a clock that went back makes it 0. */
  public void add(DurationKind kind, long nanos) {
    long positive = Math.max(0, nanos);
    int sumAt = sumAt(kind);
    numbers[sumAt] += positive;
    numbers[sumAt + 1 + kind.bucketOf(positive)]++;
  }

  /** How many there are in one bucket. */
  public long count(DurationKind kind, int bucket) {
    return numbers[sumAt(kind) + 1 + bucket];
  }

  /** How many there are. */
  public long count(DurationKind kind) {
    long count = 0;
    for (int bucket = 0; bucket < kind.buckets(); bucket++) {
      count += count(kind, bucket);
    }
    return count;
  }

  /** How long they are together. */
  public long sumNanos(DurationKind kind) {
    return numbers[sumAt(kind)];
  }

  void copy(Durations from) {
    System.arraycopy(from.numbers, 0, numbers, 0, LONGS);
  }

  long[] numbers() {
    return numbers;
  }

  private static int sumAt(DurationKind kind) {
    return SUM_AT[Ordinals.of(kind)];
  }

  private static int sumAt(int kind) {
    DurationKind[] kinds = DurationKind.values();
    int longs = 0;
    for (int i = 0; i < kind; i++) {
      longs += 1 + kinds[i].buckets();
    }
    return longs;
  }

  private static int[] sumsAt() {
    int[] places = new int[DurationKind.values().length];
    for (int i = 0; i < places.length; i++) {
      places[i] = sumAt(i);
    }
    return places;
  }
}
