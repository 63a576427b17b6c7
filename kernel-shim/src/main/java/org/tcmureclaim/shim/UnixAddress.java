package org.tcmureclaim.shim;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The address of a Unix socket, as the kernel wants it (unix(7)). */
final class UnixAddress {
  // struct sockaddr_un of unix(7): u16 family; char path[108].
  private static final int PATH = 2;
  private static final int MOST_PATH_BYTES = 108;

  private final NativeBuffer bytes;
  private final int length;

  private UnixAddress(NativeBuffer bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /**
   * That of a path.
   *
   * @throws SystemCallException where it is longer than 107 bytes
   */
  static UnixAddress of(Path path) throws SystemCallException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length >= MOST_PATH_BYTES) {
      throw new SystemCallException("address", path.toString(), Errno.ENAMETOOLONG);
    }
    NativeBuffer bytes = new NativeBuffer(PATH + MOST_PATH_BYTES);
    bytes.putShort(0, (short) LibC.AF_UNIX);
    for (int i = 0; i < name.length; i++) {
      bytes.putByte(PATH + i, name[i]);
    }
    return new UnixAddress(bytes, PATH + name.length + 1);
  }

  /**
   * Makes a socket for this family that never waits.
   *
   * @param kind SOCK_STREAM or SOCK_DGRAM
   * @param path of its address, for messages
   */
  static Descriptor socket(int kind, Path path) throws SystemCallException {
    int type = kind | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK;
    return Descriptor.of(LibC.socket(LibC.AF_UNIX, type, 0), "socket", "for " + path);
  }

  /** Where it lies; good for as long as this object is in use. */
  long address() {
    return bytes.address();
  }

  int length() {
    return length;
  }
}
