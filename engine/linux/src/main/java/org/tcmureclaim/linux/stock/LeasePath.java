package org.tcmureclaim.linux.stock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.linux.run.RunDirectory;

/**
 * {@code /run/tcmu-reclaim/lease-path}: where the lease is, when a configuration puts it elsewhere.
 * What restores the limit after an agent that was killed knows no configuration, and the next agent
 * may have another one.
 */
public final class LeasePath {
  private static final String NAME = "lease-path";
  private static final int MOST_BYTES = 4096;

  private final Path file;
  private final Notices notices;

  /**
   * Beside the lock of agents.
   *
   * @param lockFile in the directory that every agent of the host uses
   */
  public LeasePath(Path lockFile, Notices notices) {
    this.file = lockFile.resolveSibling(NAME);
    this.notices = notices;
  }

  /** The lease of the agent before; empty where it was in its usual place. */
  public Optional<Path> earlier() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String path = new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8).strip();
      return path.startsWith("/") && path.indexOf(0) < 0
          ? Optional.of(Path.of(path))
          : Optional.empty();
    } catch (IOException e) {
      notices.warn(FileProblem.text(file, e));
      return Optional.empty();
    }
  }

  /** Keeps where the lease of this agent is. */
  public void keep(Path leaseFile) {
    try {
      if (leaseFile.toAbsolutePath().equals(usual().toAbsolutePath())) {
        Files.deleteIfExists(file);
      } else {
        RunDirectory.create(file);
        WholeFile.writePrivate(file, leaseFile.toAbsolutePath() + "\n");
      }
    } catch (IOException e) {
      notices.warn(
          "the unit will not find the lease if the agent is killed: " + FileProblem.text(file, e));
    }
  }

  private Path usual() {
    return file.resolveSibling("stock.lease");
  }
}
