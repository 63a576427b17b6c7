package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.state.AgentState;
import org.tcmureclaim.agent.state.StateWriter;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;

/**
 * Leaves the state of a run in its file while the agent runs, twice a second, on a thread of its
 * own; and does besides what else is shown that often.
 */
final class StateSeat implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final long EVERY_MILLIS = 500;

  private final Path file;
  private final RunFolder folder;
  private final StateWriter writer;
  private final List<Runnable> besides;
  private final Workers workers;
  private @Nullable Worker worker;

  /**
   * Leaves nothing yet.
   *
   * @param folder that has the file
   * @param besides what is done after each look, on the same thread
   */
  StateSeat(
      RunFolder folder,
      Path file,
      Supplier<AgentState> state,
      List<Runnable> besides,
      Notices notices,
      Workers workers) {
    this.folder = folder;
    this.file = file;
    this.writer = new StateWriter(file, state, notices);
    this.besides = List.copyOf(besides);
    this.workers = workers;
  }

  /** Begins to leave it. Where it cannot be written the agent warns of that and goes on. */
  void begin() {
    worker = workers.start("state", "shows how the agent and its host stand", this::run);
  }

  private void run(Worker self) throws InterruptedException {
    while (!self.isEnding()) {
      self.busy();
      if (folder.look()) {
        writer.look();
      }
      besides.forEach(Runnable::run);
      self.idle();
      TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
    }
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
