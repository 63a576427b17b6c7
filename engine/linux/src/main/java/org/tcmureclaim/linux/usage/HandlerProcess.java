package org.tcmureclaim.linux.usage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.OpenFile;
import org.tcmureclaim.shim.SystemCallException;

/** A process that maps UIO nodes, with the descriptors that show what of them is resident. */
final class HandlerProcess implements AutoCloseable {
  private static final long PAGE_BYTES = 4096;
  private static final int ENTRY_BYTES = 8;
  private static final int PRESENT_BYTE = 7; // The top byte of a little-endian entry...
  private static final int PRESENT_BIT = 0x80; // ...and bit 63 in it: pagemap.rst.
  private static final int CHUNK_BYTES = 16 << 10;

  private final int pid;
  private final MappingFile smaps;
  private final @Nullable OpenFile pagemap;
  private final byte[] entries = new byte[CHUNK_BYTES];

  private HandlerProcess(int pid, MappingFile smaps, @Nullable OpenFile pagemap) {
    this.pid = pid;
    this.smaps = smaps;
    this.pagemap = pagemap;
  }

  /**
   * @throws SystemCallException if smaps cannot be opened; a pagemap that cannot is gone without
   */
  static HandlerProcess open(Path procRoot, int pid, MappingSink sink) throws SystemCallException {
    Path directory = procRoot.resolve(Integer.toString(pid));
    MappingFile smaps = MappingFile.open(directory.resolve("smaps"), sink);
    OpenFile pagemap = null;
    try {
      pagemap = OpenFile.open(directory.resolve("pagemap"), CHUNK_BYTES);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EMFILE) {
        smaps.close();
        throw e;
      }
    }
    return new HandlerProcess(pid, smaps, pagemap);
  }

  int pid() {
    return pid;
  }

  /** See {@link MappingFile#sweep}. */
  boolean sweep() throws SystemCallException {
    return smaps.sweep();
  }

  boolean showsPagemap() {
    return pagemap != null;
  }

  /** How many of {@code pages} pages from {@code address} on are present in this process. */
  long presentPages(long address, long pages) throws SystemCallException {
    if (pagemap == null) {
      throw new IllegalStateException("no pagemap of process " + pid);
    }
    long offset = address / PAGE_BYTES * ENTRY_BYTES;
    long end = offset + pages * ENTRY_BYTES;
    long present = 0;
    while (offset < end) {
      int count = pagemap.read(entries, 0, offset);
      if (count == 0) {
        return present;
      }
      int wanted = (int) Math.min(count, end - offset);
      for (int i = PRESENT_BYTE; i < wanted; i += ENTRY_BYTES) {
        present += (entries[i] & PRESENT_BIT) != 0 ? 1 : 0;
      }
      offset += wanted;
    }
    return present;
  }

  @Override
  public void close() {
    smaps.close();
    if (pagemap != null) {
      pagemap.close();
    }
  }
}
