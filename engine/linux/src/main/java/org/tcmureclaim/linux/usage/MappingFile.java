package org.tcmureclaim.linux.usage;

import java.nio.file.Path;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.OpenFile;
import org.tcmureclaim.shim.SystemCallException;

/** {@code maps} or {@code smaps} of one process: kept open, read in pieces, never held whole. */
final class MappingFile implements AutoCloseable {
  // Longer than the longest line: a path of PATH_MAX bytes, four times as long when escaped.
  private static final int CAPACITY_BYTES = 64 << 10;

  /**
   * Where a pass ends at the latest. A handler of 4,096 LUNs has a few MiB of smaps; any user can
   * make the file of a process of their own much longer.
   */
  private static final long MOST_BYTES = 64 << 20;

  private final OpenFile file;
  private final MappingParser parser;
  private long sweptBytes;
  private final byte[] buffer = new byte[CAPACITY_BYTES];

  private MappingFile(OpenFile file, MappingParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static MappingFile open(Path path, MappingSink sink) throws SystemCallException {
    OpenFile file = OpenFile.open(path, CAPACITY_BYTES);
    return new MappingFile(file, new MappingParser(path.toString(), sink));
  }

  /** How much the last {@link #sweep} read. */
  long sweptBytes() {
    return sweptBytes;
  }

  /**
   * Reports all mappings of files named like UIO nodes, in the first {@value #MOST_BYTES} bytes.
   * May wait for the process's {@code mmap_lock}.
   *
   * @return false where the process has no address space any more: it ended, or began to
   */
  boolean sweep() throws SystemCallException {
    parser.begin();
    long offset = 0;
    int held = 0;
    while (true) {
      int count = file.read(buffer, held, offset);
      if (count == 0 || offset >= MOST_BYTES) {
        sweptBytes = offset;
        return offset > 0;
      }
      offset += count;
      held = takeLines(held + count);
      if (held == buffer.length) {
        throw new HostException(file.path() + ": a line of more than " + held + " bytes");
      }
    }
  }

  /** Hands over the lines that are complete and moves the rest to the front. */
  private int takeLines(int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        parser.line(buffer, start, i);
        start = i + 1;
      }
    }
    System.arraycopy(buffer, start, buffer, 0, length - start);
    return length - start;
  }

  @Override
  public void close() {
    file.close();
  }
}
