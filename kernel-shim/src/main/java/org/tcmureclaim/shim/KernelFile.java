package org.tcmureclaim.shim;

import java.io.ByteArrayOutputStream;

/** Reads small files of procfs, sysfs and configfs whole, once. Allocates. */
public final class KernelFile {
  private static final int CHUNK_BYTES = CallMemory.DATA_BYTES;

  /** A page, of which a chunk has all. */
  private static final int ATTRIBUTE_BYTES = 4096;

  private KernelFile() {}

  /**
   * The content of a file. Never waits for a writer, whatever lies at the path.
   *
   * @param mostBytes how long the file may be
   * @throws SystemCallException ENOENT or ENODEV where it has gone, EFBIG where it is longer,
   *     EISDIR where it is a folder
   */
  public static byte[] read(KernelPath path, int mostBytes) throws SystemCallException {
    return read(path, mostBytes, 0);
  }

  /**
   * The content of an attribute of sysfs or configfs, as {@link LosslessText} and without the line
   * feed at its end. Such a file has a page at most, and the kernel hands it over at once.
   *
   * @throws SystemCallException as {@link #read}
   */
  public static String attribute(KernelPath path) throws SystemCallException {
    return line(attributeBytes(path));
  }

  /** The same as bytes, with the line feed. */
  public static byte[] attributeBytes(KernelPath path) throws SystemCallException {
    return read(path, ATTRIBUTE_BYTES, ATTRIBUTE_BYTES);
  }

  /**
   * @param wholeBytes what is shorter than that is at its end after one reading
   */
  private static byte[] read(KernelPath path, int mostBytes, int wholeBytes)
      throws SystemCallException {
    NativeBuffer buffer = CallMemory.ofThread().data();
    try (Descriptor descriptor = Descriptor.openFile(path, LibC.O_RDONLY | LibC.O_NONBLOCK)) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] chunk = new byte[0];
      while (true) {
        int count = (int) LibC.read(descriptor.fd(), buffer.address(), CHUNK_BYTES);
        int errno = LibC.errno();
        if (count == 0) {
          return content.toByteArray();
        }
        if (count > 0 && count < wholeBytes && content.size() == 0) {
          byte[] whole = new byte[count];
          buffer.copyTo(whole, 0, count);
          return whole;
        }
        if (count > 0) {
          chunk = chunk.length < count ? new byte[count] : chunk;
          buffer.copyTo(chunk, 0, count);
          content.write(chunk, 0, count);
        } else if (errno != Errno.EINTR) {
          throw new SystemCallException("read", path.toString(), errno);
        }
        if (content.size() > mostBytes) {
          throw new SystemCallException("read", path.toString(), Errno.EFBIG);
        }
      }
    }
  }

  /** The content as {@link LosslessText}, without the line feed at its end. */
  public static String text(KernelPath path, int mostBytes) throws SystemCallException {
    return line(read(path, mostBytes));
  }

  /** What was read of a file, as {@link LosslessText} without the line feed at its end. */
  public static String line(byte[] content) {
    int end = content.length;
    return LosslessText.of(content, 0, end > 0 && content[end - 1] == '\n' ? end - 1 : end);
  }
}
