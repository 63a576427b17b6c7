package org.tcmureclaim.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.shim.DatagramSender;
import org.tcmureclaim.shim.NativeLibrary;

/** Whether this process was started by systemd with its journal as output, and where that is. */
final class SystemdJournal {
  /** Device and inode of the journal's end of standard output (systemd.exec(5)). */
  private static final String STREAM = "JOURNAL_STREAM";

  private static final Path SOCKET = Path.of("/run/systemd/journal/socket");

  private SystemdJournal() {}

  /** A sender to the journal where standard output goes there. */
  static Optional<DatagramSender> ofProcess(Map<String, String> environment) {
    return of(environment, Path.of("/proc/self/fd/1"), SOCKET);
  }

  static Optional<DatagramSender> of(Map<String, String> environment, Path output, Path socket) {
    try {
      String stream = environment.getOrDefault(STREAM, "");
      return stream.equals(identity(output))
              && Files.exists(socket)
              && NativeLibrary.problem() == null
          ? Optional.of(DatagramSender.to(socket))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // Lines on standard output reach the journal too.
    }
  }

  private static String identity(Path output) throws IOException {
    return Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");
  }
}
