package org.tcmureclaim.agent.orders;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.PollSet;

/** The connections that are open, each at a place of its own in the set that is waited for. */
final class OrderPlaces {
  /** The most connections that are open at a time. */
  static final int PLACES = 8;

  /** The most of them that are of the server's group, so that root finds a place. */
  static final int PLACES_OF_SERVER = 4;

  /** What is done with each exchange that is open. */
  interface Turn {
    /**
     * Goes on with it.
     *
     * @param concerned whether something has come of the wait for it
     */
    void of(OrderExchange exchange, boolean concerned);
  }

  private final PollSet set;
  private final int first;
  private final @Nullable OrderExchange[] exchanges = new @Nullable OrderExchange[PLACES];

  /**
   * All of them free.
   *
   * @param first where they begin in the set
   */
  OrderPlaces(PollSet set, int first) {
    this.set = set;
    this.first = first;
  }

  boolean hasRoom() {
    for (OrderExchange exchange : exchanges) {
      if (exchange == null) {
        return true;
      }
    }
    return false;
  }

  /** How many the server's group has. */
  int ofServer() {
    int count = 0;
    for (OrderExchange exchange : exchanges) {
      count += exchange != null && exchange.isOfServer() ? 1 : 0;
    }
    return count;
  }

  /** Gives it a place, which there must be. */
  void put(OrderExchange exchange) {
    int place = 0;
    while (exchanges[place] != null) {
      place++;
    }
    exchanges[place] = exchange;
  }

  /**
   * Waits for what comes next at each place.
   *
   * @param untilNanos when the wait ends at the latest
   * @return when it must end for these: at their first deadline, if that is earlier
   */
  long await(long untilNanos) {
    long earliestNanos = untilNanos;
    for (int i = 0; i < PLACES; i++) {
      OrderExchange exchange = exchanges[i];
      if (exchange == null) {
        set.ignore(first + i);
      } else {
        exchange.await(set, first + i);
        earliestNanos = earlier(earliestNanos, exchange.deadlineNanos());
      }
    }
    return earliestNanos;
  }

  static long earlier(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos < 0 ? oneNanos : otherNanos;
  }

  /** Goes on with all after a wait. Those that end give up their places. */
  void turn(Turn turn) {
    for (int i = 0; i < PLACES; i++) {
      OrderExchange exchange = exchanges[i];
      if (exchange != null) {
        turn.of(exchange, set.isConcerned(first + i));
        exchanges[i] = exchange.hasEnded() ? null : exchange;
      }
    }
  }

  /** Ends all. */
  void close() {
    turn((exchange, concerned) -> exchange.end());
    for (int i = 0; i < PLACES; i++) {
      set.ignore(first + i);
    }
  }
}
