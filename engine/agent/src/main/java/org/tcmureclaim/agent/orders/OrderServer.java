package org.tcmureclaim.agent.orders;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;
import org.tcmureclaim.shim.UnixListener;
import org.tcmureclaim.shim.WakeFd;

/**
 * Listens at the order socket and answers one order for each connection, on one thread. What a peer
 * can cost is bounded: {@value #PLACES} connections at a time, of them {@value #PLACES_OF_SERVER}
 * of the server's group; one frame for each; {@value #PATIENCE_SECONDS} s for the whole exchange.
 * While all places are taken no other connection is accepted.
 */
public final class OrderServer {
  static final int PLACES = 8;
  static final int PLACES_OF_SERVER = 4;
  static final int PATIENCE_SECONDS = 5;

  /** How many the kernel keeps until there is a place. */
  private static final int MOST_WAITING = 8;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  private static final long TO_TAKE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** After connections that were refused, how long none is accepted. */
  private static final long AFTER_REFUSALS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long REFUSALS_TOLD_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int TURN_MILLIS = 1_000;
  private static final int PLACE_OF_WAKE = 0;
  private static final int PLACE_OF_LISTENER = 1;
  private static final int FIRST_PLACE = 2;

  private final SocketFile file;
  private final OrderPeers peers;
  private final OrderDesk desk;
  private final WakeFd wake;
  private final WorkerClock clock;
  private final Notices notices;
  private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
  private final PollSet set = new PollSet(FIRST_PLACE + PLACES);
  private final @Nullable OrderExchange[] exchanges = new @Nullable OrderExchange[PLACES];
  private @Nullable UnixListener listener;
  private String toldProblem = "";
  private long retryAtNanos;
  private long acceptAtNanos;
  private long refusalsToldAtNanos;
  private long refusals;

  /** An order whose answer can be made. */
  private record Finished(OrderExchange exchange, Order order, Supplier<OrderAnswer> answer) {}

  /**
   * A server that does not listen yet.
   *
   * @param wake its own; other threads make it return from its wait
   */
  public OrderServer(
      SocketFile file,
      OrderPeers peers,
      OrderDesk desk,
      WakeFd wake,
      WorkerClock clock,
      Notices notices) {
    this.file = file;
    this.peers = peers;
    this.desk = desk;
    this.wake = wake;
    this.clock = clock;
    this.notices = notices;
    long now = clock.nanoTime();
    this.retryAtNanos = now;
    this.acceptAtNanos = now;
    this.refusalsToldAtNanos = now - REFUSALS_TOLD_EVERY_NANOS;
    set.awaitReading(PLACE_OF_WAKE, wake);
  }

  /** Serves until the worker is to end; {@link WakeFd#wake} lets it see that at once. */
  public void run(Worker worker) throws IOException {
    try {
      while (!worker.isEnding()) {
        worker.busy();
        int waitMillis = listen() ? waitMillis() : TURN_MILLIS;
        worker.idle();
        int unused = set.await(waitMillis);
        worker.busy();
        turn();
      }
    } finally {
      close();
    }
  }

  /** Listens if it can. Warns of a problem once. */
  private boolean listen() {
    if (listener != null || clock.nanoTime() - retryAtNanos < 0) {
      return listener != null;
    }
    retryAtNanos = clock.nanoTime() + RETRY_NANOS;
    try {
      file.prepare();
      listener = UnixListener.open(file.path(), peers.mode(), MOST_WAITING);
      file.made();
      if (!toldProblem.isEmpty()) {
        notices.info("orders are taken at " + file.path() + " now");
      }
      toldProblem = "";
      return true;
    } catch (IOException e) {
      tellProblem(FileProblem.text(e));
      return false;
    }
  }

  private void tellProblem(String problem) {
    if (!problem.equals(toldProblem)) {
      toldProblem = problem;
      notices.warn(
          "no orders at %s: %s; pause, resume, shrink and reload do not reach this agent there;"
                  .formatted(file.path(), problem)
              + " tried again every %d s".formatted(TimeUnit.NANOSECONDS.toSeconds(RETRY_NANOS)));
    }
  }

  /** Waits for all places, and for the listener if there is room. */
  private int waitMillis() {
    long now = clock.nanoTime();
    long untilNanos = now + TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS);
    boolean room = false;
    for (int i = 0; i < PLACES; i++) {
      OrderExchange exchange = exchanges[i];
      room |= exchange == null;
      if (exchange == null) {
        set.ignore(FIRST_PLACE + i);
      } else {
        exchange.await(set, FIRST_PLACE + i);
        untilNanos = earlier(untilNanos, exchange.deadlineNanos());
      }
    }
    UnixListener open = listener;
    boolean rests = now - acceptAtNanos < 0;
    if (room && !rests && open != null) {
      set.awaitReading(PLACE_OF_LISTENER, open);
    } else {
      set.ignore(PLACE_OF_LISTENER);
      untilNanos = rests ? earlier(untilNanos, acceptAtNanos) : untilNanos;
    }
    // Rounded up: a wait that ends too early would only be followed by another.
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(untilNanos - now + 999_999));
  }

  private static long earlier(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos < 0 ? oneNanos : otherNanos;
  }

  private void turn() {
    if (set.isConcerned(PLACE_OF_WAKE)) {
      wake.drain();
    }
    for (Finished one = finished.poll(); one != null; one = finished.poll()) {
      finish(one);
    }
    for (int i = 0; i < PLACES; i++) {
      OrderExchange exchange = exchanges[i];
      if (exchange != null) {
        turn(exchange, set.isConcerned(FIRST_PLACE + i));
        exchanges[i] = exchange.hasEnded() ? null : exchange;
      }
    }
    if (set.isConcerned(PLACE_OF_LISTENER)) {
      accept();
    }
    desk.turn();
  }

  private void turn(OrderExchange exchange, boolean concerned) {
    try {
      byte @Nullable [] body = concerned ? exchange.advance() : null;
      if (body != null) {
        take(exchange, peers.judged(OrderBytes.parse(body), exchange.peer()));
      }
    } catch (OrderFormatException e) {
      answer(exchange, notUnderstood("not understood: " + e.getMessage()));
    }
    if (!exchange.hasEnded() && exchange.isOverdue(clock.nanoTime())) {
      endOverdue(exchange);
    }
  }

  private void take(OrderExchange exchange, Order order) {
    desk.take(
        order,
        answer -> {
          finished.add(new Finished(exchange, order, answer));
          wake.wake();
        });
  }

  private void finish(Finished one) {
    OrderAnswer answer = one.answer().get();
    desk.answered(one.order(), one.exchange().peer(), answer);
    if (one.exchange().isAsked()) {
      answer(one.exchange(), answer);
    }
  }

  private void endOverdue(OrderExchange exchange) {
    if (exchange.isReading()) {
      answer(exchange, notUnderstood("no whole order within " + PATIENCE_SECONDS + " s"));
    } else if (exchange.isAsked()) {
      answer(
          exchange,
          new OrderAnswer.UnderWay(
              "the agent has the order, and is not done with it after "
                  + PATIENCE_SECONDS
                  + " s; its log will say what became of it"));
    } else {
      exchange.end(); // It does not read.
    }
  }

  private static OrderAnswer.Refused notUnderstood(String sentence) {
    return new OrderAnswer.Refused(OrderAnswer.Reason.NOT_UNDERSTOOD, sentence);
  }

  private void answer(OrderExchange exchange, OrderAnswer answer) {
    exchange.answer(answer, clock.nanoTime() + TO_TAKE_NANOS);
  }

  private void accept() {
    UnixListener open = listener;
    if (open == null) {
      return;
    }
    try {
      for (int i = 0; i < MOST_WAITING && placeFor() >= 0; i++) {
        UnixConnection connection = open.accept();
        if (connection == null) {
          return;
        }
        admit(connection);
      }
    } catch (SystemCallException e) { // Too many open files, as a rule.
      acceptAtNanos = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS);
      tellRefusals("connections cannot be taken: " + e.getMessage());
    }
  }

  private void admit(UnixConnection connection) {
    long now = clock.nanoTime();
    try {
      PeerCredentials peer = connection.peer();
      OrderExchange exchange =
          new OrderExchange(connection, peer, peers.isServer(peer), now + PATIENCE_NANOS);
      Optional<OrderAnswer.Refused> refusal = peers.refusal(peer);
      if (refusal.isEmpty() && exchange.isOfServer() && ofServer() >= PLACES_OF_SERVER) {
        refusal =
            Optional.of(
                new OrderAnswer.Refused(
                    OrderAnswer.Reason.TOO_MANY,
                    PLACES_OF_SERVER + " orders of the server are open already"));
      }
      if (refusal.isEmpty()) {
        exchanges[placeFor()] = exchange;
      } else {
        exchange.answer(refusal.get(), now);
        exchange.end(); // An answer fits into the socket at once, or is not waited for.
        acceptAtNanos = now + AFTER_REFUSALS_NANOS;
        tellRefusals(
            "an order was not taken from process "
                + peer.processId()
                + ": "
                + refusal.get().sentence());
      }
    } catch (SystemCallException e) {
      connection.close(); // It has left.
    }
  }

  /** The first of a minute is told, and how many there were besides. */
  private void tellRefusals(String text) {
    refusals++;
    long now = clock.nanoTime();
    if (now - refusalsToldAtNanos >= REFUSALS_TOLD_EVERY_NANOS) {
      refusalsToldAtNanos = now;
      notices.warn(refusals == 1 ? text : text + " (and %d before it)".formatted(refusals - 1));
      refusals = 0;
    }
  }

  private int placeFor() {
    for (int i = 0; i < PLACES; i++) {
      if (exchanges[i] == null) {
        return i;
      }
    }
    return -1;
  }

  private int ofServer() {
    int count = 0;
    for (OrderExchange exchange : exchanges) {
      count += exchange != null && exchange.isOfServer() ? 1 : 0;
    }
    return count;
  }

  private void close() throws IOException {
    for (int i = 0; i < PLACES; i++) {
      OrderExchange exchange = exchanges[i];
      if (exchange != null && exchange.isAsked()) {
        exchange.answer(new OrderAnswer.UnderWay("the agent ends"), clock.nanoTime());
      }
      if (exchange != null) {
        exchange.end();
      }
      exchanges[i] = null;
      set.ignore(FIRST_PLACE + i);
    }
    set.ignore(PLACE_OF_LISTENER);
    UnixListener open = listener;
    listener = null;
    retryAtNanos = clock.nanoTime();
    if (open != null) {
      open.close();
      file.delete();
    }
  }
}
