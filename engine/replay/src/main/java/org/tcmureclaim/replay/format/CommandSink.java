package org.tcmureclaim.replay.format;

import org.tcmureclaim.replay.text.MalformedLineException;

/** Takes the commands of one file, in the order of their arrival. */
public interface CommandSink {
  /** In place of a latency where the source has none. */
  long NO_LATENCY = -1;

  /** No initiator waits as long. Every tick of it needs memory. */
  long LONGEST_LATENCY_NANOS = 3_600_000_000_000L;

  /**
   * Refuses a latency that cannot be true, where its line is known.
   *
   * @throws MalformedLineException if it is more than {@link #LONGEST_LATENCY_NANOS}
   */
  static void requireBearable(long latencyNanos) throws MalformedLineException {
    if (latencyNanos > LONGEST_LATENCY_NANOS) {
      throw new MalformedLineException(
          "takes longer than an hour: " + latencyNanos / 1_000_000_000L + " s");
    }
  }

  /**
   * Told before the first command, by sources whose times are not relative.
   *
   * @param originNanos what their clock says where arrivals count from
   */
  default void startsAt(long originNanos) {}

  /** Whether the user asked for this device by its name. */
  default boolean isChosen(String device) {
    return false;
  }

  /** Whether a command counts of which only the arrival is known. */
  default boolean takesArrivals() {
    return false;
  }

  /** The number of a device in {@link #command}. */
  int device(String name);

  /**
   * A command.
   *
   * @param lengthBytes as the source has it; {@link Operation#dataBytes} says what of it counts
   * @param arrivalNanos since the start of the trace, or since any other moment on the way to the
   *     last sink
   * @param latencyNanos from arrival to completion, or {@link #NO_LATENCY}
   * @throws MalformedLineException if it arrives too early or too late to be true
   */
  void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos)
      throws MalformedLineException;
}
