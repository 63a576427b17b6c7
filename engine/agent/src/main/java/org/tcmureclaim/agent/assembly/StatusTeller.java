package org.tcmureclaim.agent.assembly;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.ledger.Ledger;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;

/** Tells the newest status twice a second, on a thread of its own. */
final class StatusTeller implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final Ledger ledger;
  private final Console console;
  private final Workers workers;
  private @Nullable Worker worker;

  StatusTeller(Ledger ledger, Console console, Workers workers) {
    this.ledger = ledger;
    this.console = console;
    this.workers = workers;
  }

  /** Begins to tell. */
  void begin() {
    worker =
        workers.start(
            "status",
            "shows how the host stands",
            self -> {
              while (!self.isEnding()) {
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
                self.busy();
                console.tell(ledger.status());
                self.idle();
              }
            });
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.interrupt();
    }
  }
}
