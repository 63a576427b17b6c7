package org.tcmureclaim.agent.state;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.WholeFile;

/**
 * Leaves the state of an agent in a file for other processes: writes where something has changed
 * since the last look, or the file is gone. A reader finds the state before, or all of this one.
 */
public final class StateWriter {
  private final Path file;
  private final Supplier<AgentState> source;
  private final Notices notices;
  private @Nullable AgentState written;
  private boolean told;

  /**
   * Writes nothing yet.
   *
   * @param source makes the state as it is now; asked by the thread that writes
   */
  public StateWriter(Path file, Supplier<AgentState> source, Notices notices) {
    this.file = file;
    this.source = source;
    this.notices = notices;
  }

  /** Writes what has changed since the last look; to be called twice a second. */
  public void look() {
    AgentState now = source.get();
    if (now.equals(written) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      WholeFile.writePrivate(file, StateJson.text(now));
      written = now;
      if (told) {
        told = false;
        notices.info(file + " is written again; other processes see how the agent stands");
      }
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt(); // The run ends.
    } catch (IOException e) {
      if (!told) {
        told = true;
        notices.warn(
            "other processes do not see how the agent stands; it is tried again twice a second: "
                + FileProblem.text(file, e));
      }
    }
  }
}
