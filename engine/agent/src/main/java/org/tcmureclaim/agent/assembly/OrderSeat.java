package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.journal.OrderJournal;
import org.tcmureclaim.agent.orders.OrderPeers;
import org.tcmureclaim.agent.orders.OrderServer;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.shim.NativeLibrary;
import org.tcmureclaim.shim.WakeFd;

/** Takes orders at the order socket while an agent runs; empty where it has none. */
final class OrderSeat implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Workers workers;
  private final @Nullable OrderServer server;
  private final @Nullable WakeFd wake;
  private @Nullable Worker worker;

  private OrderSeat(Workers workers, @Nullable OrderServer server, @Nullable WakeFd wake) {
    this.workers = workers;
    this.server = server;
    this.wake = wake;
  }

  /** Begins to take orders. */
  void begin() {
    if (server != null) {
      worker = workers.start("orders", "takes orders", server::run);
    }
  }

  /**
   * One that takes no orders yet. An agent that can take none warns of that and goes on.
   *
   * @param file of the configuration
   */
  static OrderSeat open(
      AgentConfig config,
      Path file,
      RunOptions options,
      RunFiles files,
      RunControls controls,
      OrderJournal journal,
      Workers workers,
      Notices notices) {
    Optional<Path> socket = socket(config, options, files);
    if (socket.isEmpty()) {
      return new OrderSeat(workers, null, null);
    }
    try {
      String problem = NativeLibrary.problem();
      if (problem != null) {
        throw new IOException(problem);
      }
      WorkerClock clock = WorkerClock.OF_MACHINE;
      ServerOrders ofServer =
          ServerOrders.of(config.api(), file, options.host(), notices, clock.nanoTime());
      AgentOrders desk = new AgentOrders(controls, ofServer, journal, clock, notices);
      WakeFd wake = WakeFd.open();
      OrderServer server =
          new OrderServer(
              new SocketFile(socket.get()), OrderPeers.ofThisProcess(), desk, wake, clock, notices);
      return new OrderSeat(workers, server, wake);
    } catch (IOException | LinkageError e) {
      notices.warn("no orders at %s: %s".formatted(socket.get(), e.getMessage()));
      return new OrderSeat(workers, null, null);
    }
  }

  /**
   * Where it takes orders: where the command line says; on a real host at the usual place; on a
   * simulated one beside the first Unix socket of its API, or with its other files where that has
   * none.
   */
  static Optional<Path> socket(AgentConfig config, RunOptions options, RunFiles files) {
    if (options.orders().isPresent() || options.recordTo().isPresent()) {
      return options.orders();
    }
    if (options.host() == HostKind.LINUX) {
      return Optional.of(UsualSocket.ORDERS_OF_HOST);
    }
    return config.api().listen().orElse(List.of()).stream()
        .filter(ApiAddress.Unix.class::isInstance)
        .map(address -> UsualSocket.ordersBeside(((ApiAddress.Unix) address).path()))
        .findFirst()
        .or(() -> ServeProcess.isWanted(config) ? Optional.of(files.orders()) : Optional.empty());
  }

  @Override
  public void close() {
    Worker running = worker;
    if (running == null || wake == null) {
      return;
    }
    running.end();
    wake.wake();
    try {
      boolean unused = running.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The wake stays open: a reload may still end, and would write to whatever had its number.
  }
}
