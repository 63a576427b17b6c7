package org.tcmureclaim.agent.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.config.LedgerConfig;
import org.tcmureclaim.agent.journal.DecisionJournal;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.TickRing;

/** Opens the journal that a configuration asks for. */
final class Journals {
  private Journals() {}

  /**
   * Empty where none is wanted, or it cannot be written: an agent without one is better than none.
   */
  static Optional<DecisionJournal> open(
      LedgerConfig config,
      HostKind host,
      long startedEpochMillis,
      TickRing ring,
      Notices notices,
      Workers workers) {
    return folder(config, host)
        .flatMap(path -> open(path, config, startedEpochMillis, ring, notices, workers));
  }

  /** Where it is wanted. */
  static Optional<Path> folder(LedgerConfig config, HostKind host) {
    Optional<Path> folder = config.folder();
    return folder.isEmpty() && host == HostKind.LINUX
        ? Optional.of(LedgerConfig.DEFAULT_FOLDER)
        : folder;
  }

  private static Optional<DecisionJournal> open(
      Path folder,
      LedgerConfig config,
      long startedEpochMillis,
      TickRing ring,
      Notices notices,
      Workers workers) {
    try {
      return Optional.of(
          DecisionJournal.open(
              folder,
              startedEpochMillis,
              config.maxBytes(),
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
}
