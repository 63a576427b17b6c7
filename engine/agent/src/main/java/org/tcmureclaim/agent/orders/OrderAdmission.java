package org.tcmureclaim.agent.orders;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;

/**
 * Gives those who connect a place, or tells them why they get none. Who is refused costs little, as
 * it may come back at once and for ever: the answer is there already, it is sent without waiting,
 * then none is accepted for {@value #REST_MILLIS} ms, and the log is told once a minute.
 */
final class OrderAdmission {
  static final int REST_MILLIS = 5;

  private static final long NO_USER = -1;

  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);

  /** What a server that nobody has taken over never needs: 30 orders a minute are taken of it. */
  static final int SERVER_MOST_PER_SECOND = 16;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Refusal ALL_OPEN =
      Refusal.of(
          OrderAnswer.Reason.TOO_MANY,
          OrderPlaces.PLACES_OF_SERVER + " orders of the server are open already");
  private static final Refusal TOO_FAST =
      Refusal.of(
          OrderAnswer.Reason.TOO_MANY,
          SERVER_MOST_PER_SECOND + " orders of the server came within a second; wait");

  /** After a connection that could not be accepted, which the next one cannot be either. */
  private static final long REST_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OrderListener listener;
  private final OrderPeers peers;
  private final OrderPlaces places;
  private final long patienceNanos;
  private final WorkerClock clock;
  private final Notices notices;
  private final OnceAMinute told;
  private Supplier<String> lastText = () -> "";
  private long acceptAtNanos;
  private long secondBeganNanos;
  private int ofServerInSecond;
  private long strangersUser = NO_USER;
  private @Nullable Refusal ofStranger;

  /** Why somebody gets no place, and the frame that says so. */
  static final class Refusal {
    final OrderAnswer.Refused answer;
    private final byte[] frame;

    Refusal(OrderAnswer.Refused answer) {
      this.answer = answer;
      this.frame = AnswerBytes.of(answer);
    }

    static Refusal of(OrderAnswer.Reason reason, String sentence) {
      return new Refusal(new OrderAnswer.Refused(reason, sentence));
    }
  }

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
    this.secondBeganNanos = acceptAtNanos;
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
      tell(() -> "connections cannot be taken: " + e.getMessage());
    }
  }

  private void admit(UnixConnection connection) {
    long nowNanos = clock.nanoTime();
    try {
      PeerCredentials peer = connection.peer();
      boolean ofServer = peers.isServer(peer);
      Refusal refusal = ofServer ? ofServer(nowNanos) : ofStranger(peer);
      if (refusal == null) {
        places.put(new OrderExchange(connection, peer, ofServer, nowNanos + patienceNanos));
        return;
      }
      acceptAtNanos = nowNanos + REST_NANOS;
      refused(peer, refusal.answer);
      // It fits into the socket at once, or is not waited for.
      int unused = connection.write(refusal.frame, 0, refusal.frame.length);
      connection.close();
    } catch (SystemCallException e) {
      connection.close(); // It has left.
    }
  }

  private @Nullable Refusal ofServer(long nowNanos) {
    if (nowNanos - secondBeganNanos >= SECOND_NANOS) {
      secondBeganNanos = nowNanos;
      ofServerInSecond = 0;
    }
    ofServerInSecond++;
    if (ofServerInSecond > SERVER_MOST_PER_SECOND) {
      return TOO_FAST;
    }
    return places.ofServer() >= OrderPlaces.PLACES_OF_SERVER ? ALL_OPEN : null;
  }

  /** Of one that is no server: trusted, or not allowed. The refusal of the last one is kept. */
  @Nullable Refusal ofStranger(PeerCredentials peer) {
    if (peer.userId() != strangersUser) {
      strangersUser = peer.userId();
      ofStranger = peers.refusal(peer).map(Refusal::new).orElse(null);
    }
    return ofStranger;
  }

  /** Tells the log that there was no order to take from this process, if none was told lately. */
  void refused(PeerCredentials peer, OrderAnswer.Refused answer) {
    tell(
        () -> "an order was not taken from process " + peer.processId() + ": " + answer.sentence());
  }

  private void tell(Supplier<String> text) {
    lastText = text;
    if (told.passes(clock.nanoTime())) {
      notices.warn(text.get());
    }
  }

  /** Tells the log how many more were refused within the minute that is over. */
  void tellHeldBack() {
    long more = told.takeHeldBack(clock.nanoTime());
    if (more > 0) {
      notices.warn("%s (and %d more within a minute)".formatted(lastText.get(), more - 1));
    }
  }
}
