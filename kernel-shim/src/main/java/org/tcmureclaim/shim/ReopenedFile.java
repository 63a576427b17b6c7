package org.tcmureclaim.shim;

/**
 * A small file that is opened for each reading, without allocating anything. What configfs needs:
 * there, an open file keeps showing what its first reading showed ({@code needs_read_fill} in
 * fs/configfs/file.c), and it holds a reference on the module.
 *
 * <p>Not thread-safe.
 */
public final class ReopenedFile {
  private final KernelPath path;
  private final NativeBuffer cPath;
  private final NativeBuffer buffer;

  /**
   * @param capacityBytes how much one reading can bring
   */
  public ReopenedFile(KernelPath path, int capacityBytes) {
    this.path = path;
    this.cPath = path.cString();
    this.buffer = new NativeBuffer(capacityBytes);
  }

  public KernelPath path() {
    return path;
  }

  /**
   * Reads the start of the file.
   *
   * @return bytes read
   */
  public int read(byte[] into) throws SystemCallException {
    int fd = LibC.open(cPath.address(), LibC.O_RDONLY | LibC.O_CLOEXEC | LibC.O_NONBLOCK);
    if (fd < 0) {
      throw new SystemCallException("open", path.toString(), LibC.errno());
    }
    long count = LibC.pread(fd, buffer.address(), Math.min(into.length, buffer.sizeBytes()), 0);
    int errno = count < 0 ? LibC.errno() : 0; // Of this call, not of the next.
    LibC.close(fd);
    if (count < 0) {
      throw new SystemCallException("read", path.toString(), errno);
    }
    buffer.copyTo(into, 0, (int) count);
    return (int) count;
  }
}
