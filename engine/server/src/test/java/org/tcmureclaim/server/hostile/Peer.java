package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection of a flood. Waits for nothing. */
final class Peer implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer first;
  private final byte[] drip;
  private final ByteBuffer one = ByteBuffer.allocate(1);

  private Peer(SocketChannel channel, Attack attack) {
    this.channel = channel;
    this.first = ByteBuffer.wrap(attack.firstBytes());
    this.drip = attack.dripBytes();
  }

  static Peer connect(SocketAddress address, Attack attack) throws IOException {
    SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    try {
      var unused = channel.configureBlocking(false);
      if (!(address instanceof UnixDomainSocketAddress)) {
        // Closed by a reset: else each keeps its port for a minute, and there are 28,000.
        var unusedToo = channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      if (!channel.connect(address) && address instanceof UnixDomainSocketAddress) {
        throw new IOException("no more may wait"); // Linux does not go on with it later.
      }
      return new Peer(channel, attack);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Sends what is due.
   *
   * @throws IOException where the server has ended it
   */
  void goOn() throws IOException {
    if (!channel.finishConnect()) {
      return;
    }
    if (first.hasRemaining()) {
      int unused = channel.write(first);
    } else if (drip.length > 0) {
      int unused = channel.write(ByteBuffer.wrap(drip));
    }
    // A byte of what may be a megabyte: it is how the end of the connection is seen.
    if (channel.read(one.clear()) < 0) {
      throw new IOException("ended");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
