package org.tcmureclaim.agent.orders;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.agent.orders.OrderAnswer.Reason;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.WakeFd;

/**
 * Answers one order for each connection to the order socket, on one thread. What a peer can cost is
 * bounded: {@link OrderPlaces} says how many there may be at a time, {@link OrderExchange} reads
 * one frame of each, and {@value #PATIENCE_SECONDS} s are given to the whole exchange. While all
 * places are taken no other connection is accepted.
 *
 * <p>An answer goes when it is written down, so that whoever kills this process loses no order that
 * was answered. A journal that hangs holds an answer up for as long as the exchange may take.
 */
public final class OrderServer {
  static final int PATIENCE_SECONDS = 5;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  private static final long TO_TAKE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int TURN_MILLIS = 1_000;
  private static final int PLACE_OF_WAKE = 0;
  private static final int PLACE_OF_LISTENER = 1;
  private static final int FIRST_PLACE = 2;

  private final OrderListener listener;
  private final OrderAdmission admission;
  private final OrderPeers peers;
  private final OrderDesk desk;
  private final WakeFd wake;
  private final WorkerClock clock;
  private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
  private final PollSet set = new PollSet(FIRST_PLACE + OrderPlaces.PLACES);
  private final OrderPlaces places = new OrderPlaces(set, FIRST_PLACE);

  private final Queue<Written> written = new ConcurrentLinkedQueue<>();

  /** An order whose answer can be made. */
  private record Finished(OrderExchange exchange, Order order, Supplier<OrderAnswer> answer) {}

  /** An answer that is written down. */
  private record Written(OrderExchange exchange, OrderAnswer answer) {}

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
    this.peers = peers;
    this.desk = desk;
    this.wake = wake;
    this.clock = clock;
    this.listener = new OrderListener(file, peers, clock, notices);
    this.admission = new OrderAdmission(listener, peers, places, PATIENCE_NANOS, clock, notices);
    set.awaitReading(PLACE_OF_WAKE, wake);
  }

  /** Serves until the worker is to end; {@link WakeFd#wake} lets it see that at once. */
  public void run(Worker worker) throws IOException {
    try {
      while (!worker.isEnding()) {
        worker.busy();
        int waitMillis = listener.listens() ? waitMillis() : TURN_MILLIS;
        worker.idle();
        int unused = set.await(waitMillis);
        worker.busy();
        turn();
      }
    } finally {
      close();
    }
  }

  /** Waits for all places, and for who connects if there is room. */
  private int waitMillis() {
    long now = clock.nanoTime();
    long untilNanos = places.await(now + TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS));
    untilNanos = admission.await(set, PLACE_OF_LISTENER, now, untilNanos);
    // Rounded up: a wait that ends too early would only be followed by another.
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(untilNanos - now + 999_999));
  }

  private void turn() {
    if (set.isConcerned(PLACE_OF_WAKE)) {
      wake.drain();
    }
    finishAll();
    places.turn(this::turn);
    if (set.isConcerned(PLACE_OF_LISTENER)) {
      admission.accept();
    }
    admission.tellHeldBack();
    desk.turn();
  }

  private void turn(OrderExchange exchange, boolean concerned) {
    try {
      byte @Nullable [] body = concerned ? exchange.advance() : null;
      if (body != null) {
        Order order = peers.judged(OrderBytes.parse(body), exchange.peer());
        exchange.asks(order);
        take(exchange, order);
      }
    } catch (OrderFormatException e) {
      refuse(exchange, "not understood: " + e.getMessage());
    }
    if (!exchange.hasEnded() && exchange.isOverdue(clock.nanoTime())) {
      endOverdue(exchange);
    }
  }

  private void take(OrderExchange exchange, Order order) {
    try {
      desk.take(
          order,
          answer -> {
            finished.add(new Finished(exchange, order, answer));
            wake.wake();
          });
    } catch (RuntimeException e) { // One order must not end the others.
      finish(new Finished(exchange, order, () -> unexpected(e)));
    }
  }

  private void finishAll() {
    for (Finished one = finished.poll(); one != null; one = finished.poll()) {
      finish(one);
    }
    for (Written one = written.poll(); one != null; one = written.poll()) {
      if (one.exchange().isAsked() && one.answer() == one.exchange().made()) {
        answer(one.exchange(), one.answer());
      }
    }
  }

  private void finish(Finished one) {
    made(one.exchange(), one.order(), made(one.answer()), one.exchange().deadlineNanos());
  }

  /** Has an answer written down, after which it goes; at the latest at the deadline. */
  private void made(OrderExchange exchange, Order order, OrderAnswer answer, long latestNanos) {
    exchange.made(answer, latestNanos);
    desk.answered(
        order,
        exchange.peer(),
        answer,
        () -> {
          written.add(new Written(exchange, answer));
          wake.wake();
        });
  }

  private static OrderAnswer made(Supplier<OrderAnswer> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      return unexpected(e);
    }
  }

  private static OrderAnswer unexpected(RuntimeException e) {
    return new OrderAnswer.Refused(Reason.CANNOT, "unexpected: " + e);
  }

  private void endOverdue(OrderExchange exchange) {
    if (exchange.isReading()) {
      refuse(exchange, "no whole order within " + PATIENCE_SECONDS + " s");
    } else if (exchange.isAsked()) {
      answerOverdue(exchange);
    } else {
      exchange.end(); // It does not read.
    }
  }

  private void answerOverdue(OrderExchange exchange) {
    OrderAnswer made = exchange.made();
    Order order = exchange.order();
    if (made != null) {
      answer(exchange, made); // The journal hangs; the log has it.
    } else if (order != null) {
      underWay(
          exchange,
          order,
          "the agent has the order, and is not done with it after "
              + PATIENCE_SECONDS
              + " s; its log will say what became of it");
    }
  }

  private void underWay(OrderExchange exchange, Order order, String sentence) {
    made(exchange, order, new OrderAnswer.UnderWay(sentence), clock.nanoTime() + TO_TAKE_NANOS);
  }

  private void refuse(OrderExchange exchange, String sentence) {
    OrderAnswer.Refused refused = new OrderAnswer.Refused(Reason.NOT_UNDERSTOOD, sentence);
    answer(exchange, refused);
    admission.refused(exchange.peer(), refused);
  }

  private void answer(OrderExchange exchange, OrderAnswer answer) {
    exchange.answer(answer, clock.nanoTime() + TO_TAKE_NANOS);
  }

  /** The journal is closed later, and writes down what it was given before. */
  private void answerAtTheEnd(OrderExchange exchange) {
    Order order = exchange.order();
    if (exchange.isAsked() && exchange.made() == null && order != null) {
      underWay(exchange, order, "the agent ends");
    }
    OrderAnswer made = exchange.made();
    if (exchange.isAsked() && made != null) {
      answer(exchange, made);
    }
  }

  private void close() throws IOException {
    finishAll();
    places.turn((exchange, concerned) -> answerAtTheEnd(exchange));
    places.close();
    set.ignore(PLACE_OF_LISTENER);
    desk.end();
    listener.close();
  }
}
