package org.tcmureclaim.linux.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.tcmureclaim.host.Notices;

/**
 * Remembers that a shim was used on this host, in a file of the state folder that outlives the
 * kernel and the agent. Without it a kernel that comes without its module would turn "one LUN" into
 * "all LUNs".
 *
 * @param file whose being there is all it says
 * @param changeable whether {@link #set} does anything
 */
public record ShimMarker(Path file, boolean changeable) {

  public ShimMarker(Path file) {
    this(file, true);
  }

  /** The same, to look only. */
  public ShimMarker unchangeable() {
    return new ShimMarker(file, false);
  }

  /** Whether a shim was used here. */
  public boolean isSet() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Remembers it. The agent runs where that cannot be written too, and says so. */
  public void set(Notices notices) {
    if (!changeable || isSet()) {
      return;
    }
    try {
      RunDirectory.create(file);
      Files.createFile(file);
    } catch (IOException e) {
      notices.warn(
          file
              + ": cannot be written, so truncator: auto will truncate all LUNs at once should a"
              + " kernel come without the shim: "
              + e);
    }
  }
}
