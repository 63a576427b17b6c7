package org.tcmureclaim.shim;

import java.nio.file.Path;

/**
 * A file of procfs or sysfs whose descriptor stays open and that is read from its start again and
 * again. Reading allocates nothing. Not thread-safe, but for {@link #close}.
 *
 * <p>Not for configfs, which shows an open file as it was when it was first read: see {@link
 * ReopenedFile}.
 */
public final class OpenFile implements AutoCloseable {
  private final Path path;
  private final Descriptor descriptor;
  private final NativeBuffer buffer;

  private OpenFile(Path path, Descriptor descriptor, NativeBuffer buffer) {
    this.path = path;
    this.descriptor = descriptor;
    this.buffer = buffer;
  }

  /**
   * Opens a file for reading.
   *
   * @param capacityBytes how much one {@link #read} can bring
   */
  public static OpenFile open(Path path, int capacityBytes) throws SystemCallException {
    Descriptor descriptor = Descriptor.openFile(path, LibC.O_RDONLY);
    return new OpenFile(path, descriptor, new NativeBuffer(capacityBytes));
  }

  public Path path() {
    return path;
  }

  /**
   * Reads once (pread(2)) into {@code into}, from {@code at} on.
   *
   * @param offset where in the file to start
   * @return bytes read, at most the capacity; 0 at the end of the file
   */
  public int read(byte[] into, int at, long offset) throws SystemCallException {
    int wanted = Math.min(into.length - at, buffer.sizeBytes());
    long count;
    do {
      count = LibC.pread(descriptor.fd(), buffer.address(), wanted, offset);
    } while (count < 0 && LibC.errno() == Errno.EINTR);
    if (count < 0) {
      throw new SystemCallException("read", path.toString(), LibC.errno());
    }
    buffer.copyTo(into, at, (int) count);
    return (int) count;
  }

  /**
   * Reads until nothing comes any more: seq_file(9) hands a long text over in pieces.
   *
   * @return bytes read
   * @throws SystemCallException also where there are as many bytes as {@code into} takes, or more
   *     (EFBIG)
   */
  public int readToEnd(byte[] into) throws SystemCallException {
    int length = 0;
    int count;
    do {
      count = read(into, length, length);
      length += count;
      if (length == into.length) {
        throw new SystemCallException("read", path.toString(), Errno.EFBIG);
      }
    } while (count > 0);
    return length;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
