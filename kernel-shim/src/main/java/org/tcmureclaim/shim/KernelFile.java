package org.tcmureclaim.shim;

import java.io.ByteArrayOutputStream;

/** Reads small files of procfs, sysfs and configfs whole, once. Allocates. */
public final class KernelFile {
  private static final int CHUNK_BYTES = CallMemory.DATA_BYTES;

  private KernelFile() {}

  /**
   * The content of a file. Never waits for a writer, whatever lies at the path.
   *
   * @param mostBytes how long the file may be
   * @throws SystemCallException ENOENT or ENODEV where it has gone, EFBIG where it is longer,
   *     EISDIR where it is a folder
   */
  public static byte[] read(KernelPath path, int mostBytes) throws SystemCallException {
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
    byte[] content = read(path, mostBytes);
    int end = content.length;
    return LosslessText.of(content, 0, end > 0 && content[end - 1] == '\n' ? end - 1 : end);
  }
}
