package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.config.LedgerConfig;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickRing;

/** Opens the journal that a configuration asks for. */
final class Journals {
  /** Of a simulated host, whose folder may be in memory. */
  private static final long MOST_SIMULATED_BYTES = 8L << 20;

  private Journals() {}

  /** Empty where it cannot be written: an agent without one is better than none. */
  static Optional<DecisionJournal> open(
      LedgerConfig config,
      RunFiles files,
      long startedEpochMillis,
      TickRing ring,
      Notices notices,
      Workers workers) {
    Path folder = folder(config, files);
    try {
      return Optional.of(
          DecisionJournal.open(
              folder,
              startedEpochMillis,
              maxBytes(config, files),
              config.maxAgeNanos(),
              ring.reader(false),
              WallClock.OF_MACHINE,
              notices,
              workers));
    } catch (IOException e) {
      notices.warn(
          "decisions are not written down, so 'explain' will not know them: "
              + FileProblem.text(folder, e));
      return Optional.empty();
    }
  }

  /** Where it is: a simulated host has one of its own, which goes with its other files. */
  static Path folder(LedgerConfig config, RunFiles files) {
    return config
        .folder()
        .orElse(files.simulatedPid().isPresent() ? files.journal() : LedgerConfig.DEFAULT_FOLDER);
  }

  private static long maxBytes(LedgerConfig config, RunFiles files) {
    boolean isShown = config.folder().isEmpty() && files.simulatedPid().isPresent();
    return isShown ? Math.min(config.maxBytes(), MOST_SIMULATED_BYTES) : config.maxBytes();
  }
}
