package org.tcmureclaim.agent.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.UnixConnection;
import org.tcmureclaim.shim.WakeFd;

/** A server whose desk does what a test wants, on a clock of its own. */
final class ServedOrders implements OrderDesk, Notices, AutoCloseable {
  static final Order PAUSE =
      new Order(Origin.COMMAND_LINE, new Order.Pause(Optional.of("gold"), 60));
  static final OrderAnswer PAUSED = new OrderAnswer.Paused(false, List.of("gold"), 0, 60);

  private static final long PATIENCE_SECONDS = 60;

  /** An order that waits for the test to answer it. */
  record Taken(Order order, Consumer<Supplier<OrderAnswer>> done) {
    void answer(OrderAnswer answer) {
      done.accept(() -> answer);
    }

    void fail() {
      done.accept(
          () -> {
            throw new IllegalStateException("broken");
          });
    }
  }

  final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
  final BlockingQueue<OrderAnswer> answered = new LinkedBlockingQueue<>();
  final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  final List<String> infos = new CopyOnWriteArrayList<>();
  final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // Wraps soon.
  volatile boolean breaks;

  /** Then nothing is written down before the test does it. */
  volatile boolean journalHangs;

  final BlockingQueue<Runnable> toWrite = new LinkedBlockingQueue<>();
  volatile boolean ended;

  /** Called once, on the thread of the server. */
  volatile @Nullable Runnable onTurn;

  private final Path socket;
  private final WakeFd wake;
  private final Worker worker;

  ServedOrders(Path socket, OrderPeers peers) throws IOException {
    this.socket = socket;
    this.wake = WakeFd.open();
    OrderServer server =
        new OrderServer(new SocketFile(socket), peers, this, wake, nowNanos::get, this);
    this.worker = new Workers(this).start("orders", "takes orders", server::run);
  }

  static ServedOrders at(Path socket) throws IOException, InterruptedException {
    return at(socket, OrderPeers.ofThisProcess());
  }

  static ServedOrders at(Path socket, OrderPeers peers) throws IOException, InterruptedException {
    ServedOrders served = new ServedOrders(socket, peers);
    served.awaitListening();
    return served;
  }

  void awaitListening() throws InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isListening() && System.nanoTime() - untilNanos < 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private boolean isListening() {
    if (!Files.exists(socket)) {
      return false;
    }
    try {
      UnixConnection probe = UnixConnection.to(socket);
      if (probe != null) {
        probe.close();
      }
      return true;
    } catch (SystemCallException e) {
      return false;
    }
  }

  /** What this peer gets for an order that the test answers. */
  OrderAnswer answer(RawPeer peer) throws Exception {
    peer.send(OrderBytes.of(PAUSE));
    next().answer(PAUSED);
    return peer.answer();
  }

  Taken next() throws InterruptedException {
    return next(taken);
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T found = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (found == null) {
      throw new AssertionError("nothing came");
    }
    return found;
  }

  void pass(long seconds) {
    pass(seconds, TimeUnit.SECONDS);
  }

  void pass(long time, TimeUnit unit) {
    nowNanos.addAndGet(unit.toNanos(time));
    wake.wake();
  }

  @Override
  public void take(Order order, Consumer<Supplier<OrderAnswer>> done) {
    if (breaks) {
      throw new IllegalStateException("broken");
    }
    taken.add(new Taken(order, done));
  }

  @Override
  public void answered(Order order, PeerCredentials peer, OrderAnswer answer, Runnable written) {
    answered.add(answer);
    toWrite.add(written);
    if (!journalHangs) {
      toWrite.forEach(Runnable::run);
      toWrite.clear();
    }
  }

  @Override
  public void turn() {
    @Nullable Runnable once = onTurn;
    onTurn = null;
    if (once != null) {
      once.run();
    }
  }

  void askToEnd() {
    worker.end();
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void info(String message) {
    infos.add(message);
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  @Override
  public void close() {
    worker.end();
    wake.wake();
    try {
      if (!worker.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))) {
        throw new AssertionError("the server does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    wake.close();
  }
}
