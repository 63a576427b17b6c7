package org.tcmureclaim.shim;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A file in memory (mmap(2), MAP_SHARED) that is unmapped when it is closed. Java unmaps its own
 * only when a collection finds them, and an agent in steady state collects nothing: what it had
 * locked would stay locked.
 */
public final class MappedFile implements AutoCloseable {
  private final long address;
  private final int sizeBytes;
  private final ByteBuffer bytes;
  private boolean closed;

  private MappedFile(long address, int sizeBytes) {
    this.address = address;
    this.sizeBytes = sizeBytes;
    this.bytes = new Pointer(address).getByteBuffer(0, sizeBytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Maps a file, for reading and writing.
   *
   * @param sizeBytes that it has at least; an access to a page behind its end is a SIGBUS
   * @throws SystemCallException EAGAIN where all that is mapped is to be locked, and that would be
   *     more than RLIMIT_MEMLOCK
   */
  public static MappedFile open(Path file, int sizeBytes) throws SystemCallException {
    try (Descriptor descriptor = Descriptor.openFile(file, LibC.O_RDWR | LibC.O_NOFOLLOW)) {
      long address =
          LibC.mmap(
              0, sizeBytes, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_SHARED, descriptor.fd(), 0);
      if (address == -1) {
        throw new SystemCallException("mmap", file.toString(), LibC.errno());
      }
      return new MappedFile(address, sizeBytes);
    }
  }

  /**
   * Brings all of it into memory and keeps it there (mlock(2)).
   *
   * @return false where this process may not lock so much, which {@link MemoryLock} tells of
   */
  public boolean lock() {
    return LibC.mlock(address, sizeBytes) == 0;
  }

  /** Its content, in the machine's byte order. To touch it after {@link #close} is a SIGSEGV. */
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      int unused = LibC.munmap(address, sizeBytes);
    }
  }
}
