package org.tcmureclaim.shim;

import java.nio.file.Path;

/** An open file descriptor that is closed once. */
final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private int fd;

  private Descriptor(int fd) {
    this.fd = fd;
  }

  /** Opens a file (open(2)). */
  static Descriptor openFile(Path path, int flags) throws SystemCallException {
    return openFile(KernelPath.of(path), flags);
  }

  /** Opens a file (open(2)). */
  static Descriptor openFile(KernelPath path, int flags) throws SystemCallException {
    long cPath = CallMemory.ofThread().path(path, "open");
    return of(LibC.open(cPath, flags | LibC.O_CLOEXEC), "open", path.toString());
  }

  /**
   * Takes over what open(2), socket(2) or the like returned.
   *
   * @throws SystemCallException if that was -1
   */
  static Descriptor of(int fd, String call, String subject) throws SystemCallException {
    if (fd < 0) {
      throw new SystemCallException(call, subject, LibC.errno());
    }
    return new Descriptor(fd);
  }

  /** The number of the descriptor; -1, which every call refuses, after {@link #close}. */
  synchronized int fd() {
    return fd;
  }

  @Override
  public synchronized void close() {
    if (fd != CLOSED) {
      LibC.close(fd);
      fd = CLOSED;
    }
  }
}
