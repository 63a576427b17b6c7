package org.tcmureclaim.replay.format;

import java.util.Arrays;
import java.util.Locale;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Puts commands that come almost in order into the order of their arrival, and counts time from the
 * first one. A command is held back until the source is known to be past its arrival; memory grows
 * with the commands held back and with nothing else. Equals keep the order in which they came.
 */
final class ArrivalOrder implements CommandSink {
  private final CommandSink next;
  private final long windowNanos;

  // A binary heap of rows.
  private long[] arrival = new long[1024];
  private long[] sequence = new long[1024];
  private int[] device = new int[1024];
  private Operation[] operation = new Operation[1024];
  private long[] length = new long[1024];
  private long[] latency = new long[1024];
  private int size;
  private long taken;

  private boolean begun;
  private long newestNanos;
  private boolean released;
  private long originNanos;
  private long releasedNanos;

  /**
   * Hands commands on to {@code next}.
   *
   * @param windowNanos how far a command may arrive before another one that came earlier; {@link
   *     Long#MAX_VALUE} where only {@link #releaseUpTo} hands on
   */
  ArrivalOrder(CommandSink next, long windowNanos) {
    this.next = next;
    this.windowNanos = windowNanos;
  }

  @Override
  public boolean isChosen(String name) {
    return next.isChosen(name);
  }

  @Override
  public boolean takesArrivals() {
    return next.takesArrivals();
  }

  @Override
  public int device(String name) {
    return next.device(name);
  }

  @Override
  public void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos)
      throws MalformedLineException {
    if (released && arrivalNanos < releasedNanos) {
      throw new MalformedLineException(tooEarly(arrivalNanos));
    }
    CommandSink.requireBearable(latencyNanos);
    newestNanos = begun ? Math.max(newestNanos, arrivalNanos) : arrivalNanos;
    begun = true;
    int at = place(arrivalNanos);
    arrival[at] = arrivalNanos;
    sequence[at] = taken++;
    this.device[at] = device;
    this.operation[at] = operation;
    length[at] = lengthBytes;
    latency[at] = latencyNanos;
    if (windowNanos != Long.MAX_VALUE) {
      releaseUpTo(newestNanos - windowNanos);
    }
  }

  private String tooEarly(long arrivalNanos) {
    return String.format(
        Locale.ROOT,
        arrivalNanos <= originNanos
            ? "time starts again, %.3f s before a command further up: several recordings in one"
                + " file? Give each as a file of its own, with --together, or sort the file by time"
            : "arrives %.3f s before a command further up; sort the file by time",
        (releasedNanos - arrivalNanos) / 1e9);
  }

  /** Hands on what arrived up to and including {@code nanos}; nothing earlier is to come. */
  void releaseUpTo(long nanos) throws MalformedLineException {
    while (size > 0 && arrival[0] <= nanos) {
      release();
    }
  }

  /** Hands on all that is left. */
  void releaseAll() throws MalformedLineException {
    releaseUpTo(Long.MAX_VALUE);
  }

  private void release() throws MalformedLineException {
    releasedNanos = arrival[0];
    if (!released) {
      released = true;
      originNanos = releasedNanos;
      next.startsAt(originNanos);
    }
    int firstDevice = device[0];
    Operation firstOperation = operation[0];
    long lengthBytes = length[0];
    long latencyNanos = latency[0];
    removeFirst();
    next.command(
        firstDevice, firstOperation, lengthBytes, releasedNanos - originNanos, latencyNanos);
  }

  /** The row for one more, with those moved that come after it. */
  private int place(long nanos) {
    if (size == arrival.length) {
      grow();
    }
    int at = size++;
    while (at > 0 && arrival[(at - 1) >>> 1] > nanos) {
      copy((at - 1) >>> 1, at);
      at = (at - 1) >>> 1;
    }
    return at;
  }

  private void grow() {
    arrival = Arrays.copyOf(arrival, 2 * size);
    sequence = Arrays.copyOf(sequence, 2 * size);
    device = Arrays.copyOf(device, 2 * size);
    operation = Arrays.copyOf(operation, 2 * size);
    length = Arrays.copyOf(length, 2 * size);
    latency = Arrays.copyOf(latency, 2 * size);
  }

  private void removeFirst() {
    int last = --size;
    int at = 0;
    while (2 * at + 1 < last) {
      int child = 2 * at + 1;
      if (child + 1 < last && isBefore(child + 1, child)) {
        child++;
      }
      if (!isBefore(child, last)) {
        break;
      }
      copy(child, at);
      at = child;
    }
    copy(last, at);
  }

  private boolean isBefore(int a, int b) {
    return arrival[a] != arrival[b] ? arrival[a] < arrival[b] : sequence[a] < sequence[b];
  }

  private void copy(int from, int to) {
    arrival[to] = arrival[from];
    sequence[to] = sequence[from];
    device[to] = device[from];
    operation[to] = operation[from];
    length[to] = length[from];
    latency[to] = latency[from];
  }
}
