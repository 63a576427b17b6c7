package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Finds the processes that map UIO nodes by looking at all of them. Slow: for when a node's handler
 * is not known.
 */
final class HandlerFinder {
  private final Path procRoot;
  private int hidden;

  HandlerFinder(Path procRoot) {
    this.procRoot = procRoot;
  }

  /** The PIDs in rising order. */
  List<Integer> find() throws IOException {
    hidden = 0;
    List<Integer> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(procRoot, "[1-9]*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.matches("[1-9][0-9]{0,8}") && mapsUio(entry)) {
          found.add(Integer.valueOf(name));
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  /** How many processes the last search was not allowed to look into. */
  int hidden() {
    return hidden;
  }

  private boolean mapsUio(Path process) throws SystemCallException {
    AtomicBoolean found = new AtomicBoolean();
    try (MappingFile maps = MappingFile.open(process.resolve("maps"), new Witness(found))) {
      maps.sweep();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EMFILE) {
        throw e;
      }
      if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
        hidden++;
      }
      return false; // It has ended, or hides itself.
    }
    return found.get();
  }

  private record Witness(AtomicBoolean found) implements MappingSink {
    @Override
    public void mapping(int uioNumber, long startAddress, long offsetBytes) {
      found.set(true);
    }

    @Override
    public void resident(int uioNumber, long residentBytes) {}
  }
}
