package org.tcmureclaim.shim;

import java.nio.file.Path;

/**
 * Sends datagrams to a Unix socket (unix(7)), such as the one at which systemd's journal takes
 * entries. Never waits: what cannot be taken at once is not sent. Java's own sockets know no Unix
 * datagrams.
 */
public final class DatagramSender implements AutoCloseable {
  /** Far below what a socket takes by default (net.core.wmem_default, 208 KiB). */
  private static final int MOST_BYTES = 64 << 10;

  private final Descriptor descriptor;
  private final UnixAddress address;
  private final NativeBuffer buffer = new NativeBuffer(MOST_BYTES);

  private DatagramSender(Descriptor descriptor, UnixAddress address) {
    this.descriptor = descriptor;
    this.address = address;
  }

  /**
   * A sender to one socket, which need not be there yet.
   *
   * @throws SystemCallException where the path is too long or no socket can be made
   */
  public static DatagramSender to(Path path) throws SystemCallException {
    UnixAddress address = UnixAddress.of(path);
    return new DatagramSender(UnixAddress.socket(LibC.SOCK_DGRAM, path), address);
  }

  /**
   * Sends one datagram.
   *
   * @return whether it was taken; not where nobody listens, the listener is behind, or it is longer
   *     than 64 KiB
   */
  public boolean send(byte[] datagram) {
    if (datagram.length > MOST_BYTES) {
      return false;
    }
    buffer.copyFrom(datagram, datagram.length);
    return LibC.sendto(
            descriptor.fd(),
            buffer.address(),
            datagram.length,
            0,
            address.address(),
            address.length())
        >= 0;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
