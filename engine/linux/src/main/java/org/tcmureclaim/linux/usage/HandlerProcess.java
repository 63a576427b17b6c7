package org.tcmureclaim.linux.usage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelPath;
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
  private final NodeMappings nodes;
  private final @Nullable OpenFile pagemap;
  private final byte[] entries = new byte[CHUNK_BYTES];

  private boolean unreadable;

  private HandlerProcess(
      int pid, MappingFile smaps, NodeMappings nodes, @Nullable OpenFile pagemap) {
    this.pid = pid;
    this.smaps = smaps;
    this.nodes = nodes;
    this.pagemap = pagemap;
  }

  /**
   * @throws SystemCallException if smaps cannot be opened; a pagemap that cannot is gone without
   */
  static HandlerProcess open(Path procRoot, int pid, MappedNodes into) throws SystemCallException {
    Path directory = procRoot.resolve(Integer.toString(pid));
    NodeMappings nodes = new NodeMappings(new NodeVerifier(KernelPath.of(directory)), into);
    MappingFile smaps = MappingFile.open(directory.resolve("smaps"), nodes);
    OpenFile pagemap = null;
    try {
      pagemap = OpenFile.open(directory.resolve("pagemap"), CHUNK_BYTES);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EMFILE) {
        smaps.close();
        throw e;
      }
    }
    return new HandlerProcess(pid, smaps, nodes, pagemap);
  }

  int pid() {
    return pid;
  }

  /**
   * Reports what of which nodes it has mapped.
   *
   * @return false where it has ended, or maps none of them any more
   */
  boolean sweep(WatchedNodes watched) throws SystemCallException {
    unreadable = true;
    nodes.begin(watched);
    boolean alive = smaps.sweep() && nodes.hasNode();
    unreadable = false;
    return alive;
  }

  /** Whether the last {@link #sweep} failed, so that what it maps is not known. */
  boolean isUnreadable() {
    return unreadable;
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
