package org.tcmureclaim.shim;

import java.lang.ref.Reference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One connection over a Unix socket. Never waits: a {@link PollSet} says when there is something to
 * read or room to write. Used by one thread.
 */
public final class UnixConnection implements Pollable {
  static final int BUFFER_BYTES = 4096;

  private final Descriptor descriptor;
  private final String name;
  private final NativeBuffer buffer;

  /**
   * One that has been made.
   *
   * @param buffer for what is read and written; may be shared by connections of one thread
   */
  UnixConnection(Descriptor descriptor, String name, NativeBuffer buffer) {
    this.descriptor = descriptor;
    this.name = name;
    this.buffer = buffer;
  }

  /**
   * Connects to a socket.
   *
   * @return null where as many wait already as the listener lets wait; it is there
   * @throws SystemCallException ECONNREFUSED where nobody listens any more, ENOENT where there is
   *     no such file
   */
  public static @Nullable UnixConnection to(Path path) throws SystemCallException {
    UnixAddress address = UnixAddress.of(path);
    Descriptor descriptor = UnixAddress.socket(LibC.SOCK_STREAM, path);
    int errno = connect(descriptor, address);
    if (errno == 0) {
      return new UnixConnection(descriptor, path.toString(), new NativeBuffer(BUFFER_BYTES));
    }
    descriptor.close();
    if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
      return null;
    }
    throw new SystemCallException("connect to", path.toString(), errno);
  }

  private static int connect(Descriptor descriptor, UnixAddress address) {
    try {
      int result = LibC.connect(descriptor.fd(), address.address(), address.length());
      return result < 0 ? LibC.errno() : 0;
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /** Who is at the other end. */
  public PeerCredentials peer() throws SystemCallException {
    return PeerCredentials.of(descriptor, buffer, name);
  }

  /**
   * Takes what has arrived, and no more than is asked for.
   *
   * @return how many bytes; 0 where none has arrived yet, -1 at the end
   */
  public int read(byte[] into, int offset, int length) throws SystemCallException {
    int most = Math.min(length, BUFFER_BYTES);
    long count = LibC.read(descriptor.fd(), buffer.address(), most);
    if (count > 0) {
      buffer.copyTo(into, offset, (int) count);
      return (int) count;
    }
    return count == 0 ? -1 : nothingYet("read from");
  }

  /**
   * Sends what there is room for.
   *
   * @return how many bytes; 0 where there is no room now
   */
  public int write(byte[] from, int offset, int length) throws SystemCallException {
    int most = Math.min(length, BUFFER_BYTES);
    for (int i = 0; i < most; i++) {
      buffer.putByte(i, from[offset + i]);
    }
    long count = LibC.sendto(descriptor.fd(), buffer.address(), most, LibC.MSG_NOSIGNAL, 0, 0);
    return count >= 0 ? (int) count : nothingYet("write to");
  }

  private int nothingYet(String call) throws SystemCallException {
    int errno = LibC.errno();
    if (errno != Errno.EAGAIN && errno != Errno.EINTR) {
      throw new SystemCallException(call, name, errno);
    }
    return 0;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
