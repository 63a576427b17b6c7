package org.tcmureclaim.host.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A folder that cannot be written because its file system is read-only, for this process at least.
 */
public final class ReadOnlyFolderException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  public ReadOnlyFolderException(Path folder) {
    super(
        folder.toString(),
        null,
        "is read-only here; the systemd unit lets the agent write only what it names:"
            + " 'tcmu-reclaim unit-paths' prints the drop-in that adds it");
  }
}
