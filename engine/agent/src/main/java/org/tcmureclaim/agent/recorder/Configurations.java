package org.tcmureclaim.agent.recorder;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerDirectory;

/**
 * Configurations between the thread that read them, the loop that adopts them, and the writer.
 * Known to the loop by their directory of customers, which is another object for each.
 */
final class Configurations {
  private final IdentityHashMap<CustomerDirectory, Long> numbers = new IdentityHashMap<>();
  private final Map<Long, ConfigurationCopy> copies = new HashMap<>();
  private long last;

  /** One is about to be handed to the loop. */
  synchronized long announce(CustomerDirectory customers, ConfigurationCopy copy) {
    last++;
    numbers.put(customers, last);
    copies.put(last, copy);
    return last;
  }

  /** The loop has adopted this one; its number, 0 where it was not announced. */
  synchronized long adopted(CustomerDirectory customers) {
    Long number = numbers.get(customers);
    numbers.clear();
    return number == null ? 0 : number;
  }

  /** The one of this number, to be written; null where it was taken before. */
  synchronized @Nullable ConfigurationCopy take(long number) {
    ConfigurationCopy copy = copies.get(number);
    copies.keySet().removeIf(older -> older <= number);
    return copy;
  }
}
