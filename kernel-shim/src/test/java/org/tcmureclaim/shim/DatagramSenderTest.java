package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a datagram socket as systemd's journal has one. */
class DatagramSenderTest {
  @TempDir private Path folder = Path.of("");

  /** A socket bound in the folder. */
  private final class Listener implements AutoCloseable {
    private final Descriptor descriptor;
    private final NativeBuffer buffer = new NativeBuffer(128 << 10);

    Listener(String name) throws SystemCallException {
      int fd = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_NONBLOCK, 0);
      descriptor = Descriptor.of(fd, "socket", "of a test");
      byte[] path = folder.resolve(name).toString().getBytes(StandardCharsets.UTF_8);
      NativeBuffer address = new NativeBuffer(110);
      address.putShort(0, (short) LibC.AF_UNIX);
      for (int i = 0; i < path.length; i++) {
        address.putByte(2 + i, path[i]);
      }
      assertThat(LibC.bind(fd, address.address(), 2 + path.length + 1)).isZero();
    }

    /** The next datagram; empty where there is none. */
    String next() {
      long length = LibC.recv(descriptor.fd(), buffer.address(), buffer.sizeBytes(), 0);
      byte[] bytes = new byte[(int) Math.max(0, length)];
      buffer.copyTo(bytes, 0, bytes.length);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      descriptor.close();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void datagrams_arriveOneByOne() throws SystemCallException {
    try (Listener listener = new Listener("socket");
        DatagramSender sender = DatagramSender.to(folder.resolve("socket"))) {
      assertThat(sender.send(bytes("MESSAGE=one\n"))).isTrue();
      assertThat(sender.send(bytes("MESSAGE=zwölf\n"))).isTrue();
      assertThat(listener.next()).isEqualTo("MESSAGE=one\n");
      assertThat(listener.next()).isEqualTo("MESSAGE=zwölf\n");
      assertThat(listener.next()).isEmpty();
    }
  }

  @Test
  void listenerThatIsBehind_isNotWaitedFor() throws SystemCallException {
    try (Listener listener = new Listener("socket");
        DatagramSender sender = DatagramSender.to(folder.resolve("socket"))) {
      int taken = 0;
      while (taken < 1_000_000 && sender.send(new byte[4096])) {
        taken++;
      }
      assertThat(taken).isPositive().isLessThan(1_000_000);
      assertThat(listener.next()).hasSize(4096);
      assertThat(sender.send(bytes("again"))).isTrue();
    }
  }

  @Test
  void listenerThatGoesAndComesBack_isSentToAgain() throws SystemCallException {
    try (DatagramSender sender = DatagramSender.to(folder.resolve("socket"))) {
      assertThat(sender.send(bytes("nobody"))).isFalse();
      try (Listener listener = new Listener("socket")) {
        assertThat(sender.send(bytes("here"))).isTrue();
        assertThat(listener.next()).isEqualTo("here");
      }
      assertThat(sender.send(bytes("gone"))).isFalse();
    }
  }

  @Test
  void whatIsTooLong_isRefused() throws SystemCallException {
    Path deep = folder.resolve("x".repeat(120));
    assertThatThrownBy(() -> DatagramSender.to(deep)).hasMessageContaining("file name too long");
    try (Listener listener = new Listener("socket");
        DatagramSender sender = DatagramSender.to(folder.resolve("socket"))) {
      assertThat(sender.send(new byte[(64 << 10) + 1])).isFalse();
      assertThat(listener.next()).isEmpty();
    }
  }
}
