package org.tcmureclaim.agent.assembly;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.report.Console;

/** Tells the newest status twice a second, on a thread of its own. */
final class StatusTeller implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "status");
            thread.setDaemon(true);
            return thread;
          });

  /** Begins to tell. */
  void tell(Ledger ledger, Console console) {
    var unused =
        executor.scheduleAtFixedRate(
            () -> console.tell(ledger.status()), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
