package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.StateWriter;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;

/** Leaves the state of a run in its file, on a thread of its own, while the agent runs. */
final class StateSeat implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Path file;
  private final StateWriter writer;
  private final Workers workers;
  private @Nullable Worker worker;

  StateSeat(Path file, Supplier<AgentState> state, Notices notices, Workers workers) {
    this.file = file;
    this.writer = new StateWriter(file, state, notices);
    this.workers = workers;
  }

  /** Begins to leave it. Where it cannot be written the agent warns of that and goes on. */
  void begin() {
    worker = workers.start("state", "shows other processes how the agent stands", writer::run);
  }

  /** No agent runs here any more. */
  @Override
  public void close() {
    Worker running = worker;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      boolean unusedEnd = running.join(PATIENCE_MILLIS);
      boolean unused = Files.deleteIfExists(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // What stays is of a process that is gone, which its readers see.
    }
  }
}
