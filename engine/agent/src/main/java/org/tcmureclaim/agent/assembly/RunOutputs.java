package org.tcmureclaim.agent.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.loop.LoopRules;
import org.tcmureclaim.agent.recorder.FlightRecorder;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Where the ticks of one run go: the folder and the file that other processes read, the journal and
 * the recorder. What was opened is closed in the opposite order, also where a later part cannot be
 * opened.
 */
final class RunOutputs implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final RunFiles files;
  private final RunFolder folder;
  private final NewestTick newest;
  private final PublishedTicks ticks;
  private final Optional<DecisionJournal> journal;
  private final Optional<FlightRecorder> recorder;

  /**
   * What a run begins with beside its configuration.
   *
   * @param epochMillis when it began
   * @param lost what is done where its folder is removed
   * @param workers that the threads of journal and recorder are of
   */
  record Start(long epochMillis, RunFolder.Lost lost, Notices notices, Workers workers) {}

  private RunOutputs(
      LoadedConfig loaded,
      RunOptions options,
      Host host,
      HostSnapshot look,
      LoopRules first,
      Start start) {
    Notices notices = start.notices();
    Workers workers = start.workers();
    files = RunFolder.files(options.host());
    try {
      folder = RunFolder.open(files, start.lost(), notices);
      closings.push(() -> RunFolder.end(files));
      newest = new NewestTick(files.tick());
      TickRing ring = new TickRing(Recorders.areWanted(loaded.config(), options));
      PublishedTicks opened =
          PublishedTicks.open(files.tick(), newest, ring, look.devices().size(), notices);
      ticks = opened;
      closings.push(opened::close);
      journal =
          Journals.open(
              loaded.config().ledger(), files, start.epochMillis(), ring, notices, workers);
      journal.ifPresent(one -> closings.push(one::close));
      recorder =
          Recorders.open(
              host, look.memory().totalBytes(), loaded, first, ring, options, notices, workers);
      recorder.ifPresent(one -> closings.push(one::close));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Opens all of them.
   *
   * @param look the first one at the host
   * @param first the rules that the loop begins with
   * @throws UnwritableException where other processes would not see it
   */
  static RunOutputs open(
      LoadedConfig loaded,
      RunOptions options,
      Host host,
      HostSnapshot look,
      LoopRules first,
      Start start) {
    return new RunOutputs(loaded, options, host, look, first, start);
  }

  RunFiles files() {
    return files;
  }

  RunFolder folder() {
    return folder;
  }

  /** Reads the newest tick from the file. */
  NewestTick newest() {
    return newest;
  }

  PublishedTicks ticks() {
    return ticks;
  }

  /** Empty where it cannot be written. */
  Optional<DecisionJournal> journal() {
    return journal;
  }

  /** Empty where none is wanted, or it cannot be written. */
  Optional<FlightRecorder> recorder() {
    return recorder;
  }

  @Override
  public void close() {
    if (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } finally {
        close();
      }
    }
  }
}
