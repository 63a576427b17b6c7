package org.tcmureclaim.agent.assembly;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.AgentFigures;

/** Numbers of one run, as they are when a tick is over. */
final class RunFigures implements AgentFigures {
  private final Supplier<LoopRules> rules;
  private final @Nullable DecisionJournal journal;
  private final @Nullable FlightRecorder recorder;
  private final Console console;
  private final Workers workers;

  RunFigures(
      Supplier<LoopRules> rules,
      Optional<DecisionJournal> journal,
      Optional<FlightRecorder> recorder,
      Console console,
      Workers workers) {
    this.rules = rules;
    this.journal = journal.orElse(null);
    this.recorder = recorder.orElse(null);
    this.console = console;
    this.workers = workers;
  }

  @Override
  public long longestWaitNanos() {
    return rules.get().pace().tickNanos();
  }

  @Override
  public long journalDropped() {
    return journal == null ? 0 : journal.dropped();
  }

  @Override
  public long recorderLostTicks() {
    return recorder == null ? 0 : recorder.lostTicks();
  }

  @Override
  public long reportsDropped() {
    return console.dropped();
  }

  @Override
  public long heapUsedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public long workerRestarts() {
    return workers.restarts();
  }
}
