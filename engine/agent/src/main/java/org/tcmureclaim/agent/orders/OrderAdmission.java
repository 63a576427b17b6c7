package org.tcmureclaim.agent.orders;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;

/**
 * Gives those who connect a place, or tells them why they get none. Who is refused costs little: it
 * is answered without waiting, then none is accepted for {@value #REST_MILLIS} ms, and the log is
 * told once a minute.
 */
final class OrderAdmission {
  static final int REST_MILLIS = 5;

  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);

  /** After a connection that could not be accepted, which the next one cannot be either. */
  private static final long REST_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OrderListener listener;
  private final OrderPeers peers;
  private final OrderPlaces places;
  private final long patienceNanos;
  private final WorkerClock clock;
  private final Notices notices;
  private final OnceAMinute told;
  private String refused = "";
  private long acceptAtNanos;

  /**
   * Admission to these places.
   *
   * @param patienceNanos how long an exchange may take
   */
  OrderAdmission(
      OrderListener listener,
      OrderPeers peers,
      OrderPlaces places,
      long patienceNanos,
      WorkerClock clock,
      Notices notices) {
    this.listener = listener;
    this.peers = peers;
    this.places = places;
    this.patienceNanos = patienceNanos;
    this.notices = notices;
    this.clock = clock;
    this.told = new OnceAMinute(clock.nanoTime());
    this.acceptAtNanos = clock.nanoTime();
  }

  /**
   * Waits for who connects, if there is a place and no rest.
   *
   * @param untilNanos when the wait ends at the latest
   * @return when it must end for this: with the rest, if that is earlier
   */
  long await(PollSet set, int place, long nowNanos, long untilNanos) {
    boolean rests = nowNanos - acceptAtNanos < 0;
    if (places.hasRoom() && !rests) {
      listener.await(set, place);
    } else {
      set.ignore(place);
    }
    return rests ? OrderPlaces.earlier(untilNanos, acceptAtNanos) : untilNanos;
  }

  /** Lets those in who have connected, as many as the kernel lets wait. */
  void accept() {
    try {
      for (int i = 0; i < OrderListener.MOST_WAITING && places.hasRoom(); i++) {
        UnixConnection connection = listener.accept();
        if (connection == null) {
          return;
        }
        admit(connection);
      }
    } catch (SystemCallException e) { // Too many open files, as a rule.
      acceptAtNanos = clock.nanoTime() + REST_AFTER_FAILURE_NANOS;
      tell("connections cannot be taken: " + e.getMessage());
    }
  }

  private void admit(UnixConnection connection) {
    long nowNanos = clock.nanoTime();
    try {
      PeerCredentials peer = connection.peer();
      OrderExchange exchange =
          new OrderExchange(connection, peer, peers.isServer(peer), nowNanos + patienceNanos);
      Optional<OrderAnswer.Refused> refusal = refusal(exchange);
      if (refusal.isEmpty()) {
        places.put(exchange);
        return;
      }
      exchange.answer(refusal.get(), nowNanos);
      exchange.end(); // An answer fits into the socket at once, or is not waited for.
      acceptAtNanos = nowNanos + REST_NANOS;
      refused(peer, refusal.get());
    } catch (SystemCallException e) {
      connection.close(); // It has left.
    }
  }

  private Optional<OrderAnswer.Refused> refusal(OrderExchange exchange) {
    Optional<OrderAnswer.Refused> refusal = peers.refusal(exchange.peer());
    boolean full = exchange.isOfServer() && places.ofServer() >= OrderPlaces.PLACES_OF_SERVER;
    return refusal.isEmpty() && full
        ? Optional.of(
            new OrderAnswer.Refused(
                OrderAnswer.Reason.TOO_MANY,
                OrderPlaces.PLACES_OF_SERVER + " orders of the server are open already"))
        : refusal;
  }

  /** Tells the log that there was no order to take from this process, if none was told lately. */
  void refused(PeerCredentials peer, OrderAnswer.Refused answer) {
    tell("an order was not taken from process " + peer.processId() + ": " + answer.sentence());
  }

  private void tell(String text) {
    refused = text;
    if (told.passes(clock.nanoTime())) {
      notices.warn(text);
    }
  }

  /** Tells the log how many more were refused within the minute that is over. */
  void tellHeldBack() {
    long more = told.takeHeldBack(clock.nanoTime());
    if (more > 0) {
      notices.warn("%s (and %d more within a minute)".formatted(refused, more - 1));
    }
  }
}
