package org.tcmureclaim.recording.bundle;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What of a recording goes into a copy.
 *
 * @param fromNanos ticks from then on, on the host's clock
 * @param toNanos and before then
 * @param device the name of a device in the copy; empty where it is left out
 * @param customer the name of a customer in the copy
 * @param whole whether the copy is to be replayed as recorded: with its configuration, and with
 *     what handlers were told and other notes
 */
public record CopyRules(
    long fromNanos,
    long toNanos,
    Function<String, Optional<String>> device,
    UnaryOperator<String> customer,
    boolean whole) {

  /** All that lies in a range. */
  public static CopyRules range(long fromNanos, long toNanos) {
    return new CopyRules(fromNanos, toNanos, Optional::of, UnaryOperator.identity(), true);
  }

  /** All of the time, and no configuration. */
  public static CopyRules devices(
      Function<String, Optional<String>> device, UnaryOperator<String> customer) {
    return new CopyRules(Long.MIN_VALUE, Long.MAX_VALUE, device, customer, false);
  }
}
