package org.tcmureclaim.shim;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket that others connect to. Never waits: a {@link PollSet} says when somebody has
 * connected. Used by one thread.
 */
public final class UnixListener implements Pollable {
  private final Descriptor descriptor;
  private final String name;
  private final NativeBuffer buffer = new NativeBuffer(UnixConnection.BUFFER_BYTES);

  private UnixListener(Descriptor descriptor, String name) {
    this.descriptor = descriptor;
    this.name = name;
  }

  /**
   * Makes the socket, which must not be there yet. Its mode counts from before anybody can connect.
   *
   * @param mode who may connect: write is needed
   * @param mostWaiting connections that the kernel keeps before {@link #accept} takes them; further
   *     ones have to wait
   */
  public static UnixListener open(Path path, Set<PosixFilePermission> mode, int mostWaiting)
      throws IOException {
    UnixAddress address = UnixAddress.of(path);
    Descriptor descriptor = UnixAddress.socket(LibC.SOCK_STREAM, path);
    boolean bound = false;
    try {
      require(LibC.bind(descriptor.fd(), address.address(), address.length()), "bind", path);
      bound = true;
      // Before listen(2) all who connect are refused.
      Files.setPosixFilePermissions(path, mode);
      require(LibC.listen(descriptor.fd(), mostWaiting), "listen at", path);
      return new UnixListener(descriptor, path.toString());
    } catch (IOException e) {
      descriptor.close();
      if (bound) {
        boolean unused = Files.deleteIfExists(path);
      }
      throw e;
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  private static void require(int result, String call, Path path) throws SystemCallException {
    if (result < 0) {
      throw new SystemCallException(call, path.toString(), LibC.errno());
    }
  }

  /**
   * The next that has connected.
   *
   * @return null where nobody has
   * @throws SystemCallException where there are too many open files, among others; it can be asked
   *     again later
   */
  public @Nullable UnixConnection accept() throws SystemCallException {
    int fd = LibC.accept4(descriptor.fd(), 0, 0, LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK);
    if (fd >= 0) {
      return new UnixConnection(Descriptor.of(fd, "accept at", name), name, buffer);
    }
    int errno = LibC.errno();
    if (errno == Errno.EAGAIN || errno == Errno.EINTR || errno == Errno.ECONNABORTED) {
      return null;
    }
    throw new SystemCallException("accept at", name, errno);
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return name;
  }

  /** Ends listening; the file stays. */
  @Override
  public void close() {
    descriptor.close();
  }
}
