package org.tcmureclaim.agent.recorder;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Configurations by number, between the thread that read them and the one that writes them. */
final class Configurations {
  private final NavigableMap<Long, ConfigurationCopy> copies = new ConcurrentSkipListMap<>();

  /** One is about to be handed to the loop. */
  void announce(long number, ConfigurationCopy copy) {
    copies.put(number, copy);
  }

  /** The loop has adopted the one of this number; null where it was not announced. */
  @Nullable ConfigurationCopy take(long number) {
    ConfigurationCopy copy = copies.get(number);
    copies.headMap(number, true).clear();
    return copy;
  }
}
