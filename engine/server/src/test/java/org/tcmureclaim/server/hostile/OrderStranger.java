package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of another user that floods an order socket. Needs nothing but the JDK, as that user
 * may read no jars. It prints how many connections it had.
 */
final class OrderStranger {
  private static final int MOST_OPEN = 64;
  private static final int CONNECTIONS_AT_ONCE = 8;
  private static final long PAUSE_NANOS = 1_000_000;

  private OrderStranger() {}

  /** Arguments: the socket, what to send on each connection in hexadecimal, for how many ms. */
  public static void main(String[] args) throws IOException {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(args[0]);
    byte[] bytes = HexFormat.of().parseHex(args[1]);
    long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2]));
    long begun = System.nanoTime();
    Deque<SocketChannel> open = new ArrayDeque<>();
    long connected = 0;
    while (System.nanoTime() - begun < nanos) {
      for (int i = 0; i < CONNECTIONS_AT_ONCE; i++) {
        connected += connect(socket, bytes, open) ? 1 : 0;
      }
      for (SocketChannel one : open) {
        send(one, bytes);
      }
      while (open.size() > MOST_OPEN) {
        open.remove().close();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    System.out.println(connected);
  }

  private static boolean connect(
      UnixDomainSocketAddress socket, byte[] bytes, Deque<SocketChannel> open) throws IOException {
    SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    try {
      var unused = channel.configureBlocking(false);
      if (channel.connect(socket)) {
        if (bytes.length == 0) {
          channel.close();
        } else {
          open.add(channel);
        }
        return true;
      }
    } catch (IOException e) {
      // It has to wait, or may not.
    }
    channel.close();
    return false;
  }

  private static void send(SocketChannel channel, byte[] bytes) {
    try {
      int unused = channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      // The agent has closed it.
    }
  }
}
