package org.tcmureclaim.agent.assembly;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.board.StatusReader;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.NewestTick;

/** Tells the newest status twice a second, on a thread of its own. */
final class StatusTeller implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;
  private static final long PATIENCE_MILLIS = 2_000;

  private final NewestTick newest;
  private final StatusReader reader = new StatusReader();
  private final Console console;
  private final Workers workers;
  private @Nullable Worker worker;

  StatusTeller(NewestTick newest, Console console, Workers workers) {
    this.newest = newest;
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
                console.tell(reader.read(newest.image()));
                self.idle();
              }
            });
  }

  @Override
  public void close() {
    Worker running = worker;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      boolean unused = running.join(PATIENCE_MILLIS); // Before the image that it reads is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
