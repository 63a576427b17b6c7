package org.tcmureclaim.shim;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A regular file that was opened without waiting for anything, whatever lay at its path. */
public final class RegularInput extends InputStream {
  private static final int CHUNK_BYTES = 8192;

  private final Path path;
  private final Descriptor descriptor;
  private final NativeBuffer buffer = new NativeBuffer(CHUNK_BYTES);

  private RegularInput(Path path, Descriptor descriptor) {
    this.path = path;
    this.descriptor = descriptor;
  }

  /**
   * Opens it, and looks then what it is. A pipe or a device is closed again unread.
   *
   * @param followLinks whether a link at the end of the path is followed; ELOOP otherwise
   * @return null where it is no regular file
   */
  public static @Nullable RegularInput open(Path path, boolean followLinks)
      throws SystemCallException {
    int flags = LibC.O_RDONLY | LibC.O_NONBLOCK | LibC.O_NOCTTY;
    Descriptor descriptor =
        Descriptor.openFile(path, followLinks ? flags : flags | LibC.O_NOFOLLOW);
    boolean regular = false;
    try {
      regular = FileStatus.isRegular(descriptor, path);
    } finally {
      if (!regular) {
        descriptor.close();
      }
    }
    return regular ? new RegularInput(path, descriptor) : null;
  }

  @Override
  public int read() throws SystemCallException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int at, int length) throws SystemCallException {
    Objects.checkFromIndexSize(at, length, into.length);
    if (length == 0) {
      return 0;
    }
    long count;
    do {
      count = LibC.read(descriptor.fd(), buffer.address(), Math.min(length, CHUNK_BYTES));
    } while (count < 0 && LibC.errno() == Errno.EINTR);
    if (count < 0) {
      throw new SystemCallException("read", path.toString(), LibC.errno());
    }
    buffer.copyTo(into, at, (int) count);
    return count == 0 ? -1 : (int) count;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
