package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener, connections to it, and a set that waits for both. */
final class UnixSocketTest {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final int PATIENCE_MILLIS = 60_000;

  @TempDir private Path folder = Path.of("");

  private UnixListener listen() throws IOException {
    return UnixListener.open(folder.resolve("socket"), OWNER, 2);
  }

  private UnixConnection connect() throws SystemCallException {
    return Objects.requireNonNull(UnixConnection.to(folder.resolve("socket")));
  }

  private static UnixConnection accept(UnixListener listener) throws SystemCallException {
    return Objects.requireNonNull(listener.accept());
  }

  private static void send(UnixConnection to, String text) throws SystemCallException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(to.write(bytes, 0, bytes.length)).isEqualTo(bytes.length);
  }

  private static String received(UnixConnection from) throws SystemCallException {
    byte[] bytes = new byte[64];
    return new String(bytes, 0, from.read(bytes, 0, 64), StandardCharsets.UTF_8);
  }

  @Test
  void twoSides_talk() throws IOException {
    UnixListener listener = listen();
    UnixConnection client = connect();
    try (listener;
        UnixConnection server = accept(listener)) {
      assertThat(received(server)).isEmpty(); // Nothing yet, and it does not wait.
      send(client, "pause");
      assertThat(received(server)).isEqualTo("pause");
      send(server, "zwölf");
      assertThat(received(client)).isEqualTo("zwölf");

      client.close();
      assertThat(server.read(new byte[1], 0, 1)).isEqualTo(-1);
      assertThatThrownBy(() -> server.write(new byte[1], 0, 1))
          .isInstanceOfSatisfying(
              SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE))
          .hasMessageContaining("the other side has closed");
    }
  }

  @Test
  void read_takesNoMoreThanAskedFor() throws IOException {
    try (UnixListener listener = listen();
        UnixConnection client = connect();
        UnixConnection server = accept(listener)) {
      send(client, "abcdef");
      byte[] bytes = new byte[8];
      assertThat(server.read(bytes, 1, 2)).isEqualTo(2);
      assertThat(server.read(bytes, 3, 1)).isEqualTo(1);
      assertThat(new String(bytes, 1, 3, StandardCharsets.UTF_8)).isEqualTo("abc");
    }
  }

  @Test
  void write_readerThatDoesNotRead_hasNoRoomAtSomeTime() throws IOException {
    PollSet set = new PollSet(1);
    try (UnixListener listener = listen();
        UnixConnection client = connect();
        UnixConnection server = accept(listener)) {
      byte[] page = new byte[4096];
      long written = 0;
      for (int count = 1; count > 0 && written < 1L << 30; written += count) {
        count = server.write(page, 0, page.length);
      }
      assertThat(written).isLessThan(1L << 30);
      set.awaitWriting(0, server);
      assertThat(set.await(0)).isZero();
      while (set.await(0) == 0) { // A connection makes room in steps.
        assertThat(client.read(page, 0, page.length)).isPositive();
      }
      assertThat(server.write(page, 0, 1)).isEqualTo(1);
    }
  }

  @Test
  void credentials_areThoseOfThisProcess() throws IOException {
    try (UnixListener listener = listen();
        UnixConnection client = connect();
        UnixConnection server = accept(listener)) {
      int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      int group = (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
      PeerCredentials self = new PeerCredentials((int) ProcessHandle.current().pid(), user, group);
      assertThat(server.peer()).isEqualTo(self).isEqualTo(PeerCredentials.ofThisProcess());
      assertThat(client.peer()).isEqualTo(self);
    }
  }

  @Test
  void open_givesTheSocketItsMode() throws IOException {
    try (UnixListener listener = listen()) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("socket"))).isEqualTo(OWNER);
      assertThat(listener.accept()).isNull();
    }
  }

  @Test
  void connect_tooManyWait_isNotConnectedAndNotHeldUp() throws IOException {
    List<UnixConnection> waiting = new ArrayList<>();
    try (UnixListener listener = listen()) {
      UnixConnection next = connect();
      while (next != null && waiting.size() < 100) {
        waiting.add(next);
        next = UnixConnection.to(folder.resolve("socket"));
      }
      assertThat(waiting).hasSize(3); // Linux lets one more wait than it is told.
      accept(listener).close();
      waiting.add(connect());
    } finally {
      waiting.forEach(UnixConnection::close);
    }
  }

  @Test
  void connect_nobodyListens_saysSo() throws IOException {
    assertThatThrownBy(this::connect)
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    listen().close();
    assertThatThrownBy(this::connect)
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED))
        .hasMessageContaining("nobody listens");
  }

  @Test
  void open_somethingIsThere_leavesIt() throws IOException {
    Path path = Files.writeString(folder.resolve("socket"), "text");
    assertThatThrownBy(this::listen).hasMessageContaining("another socket is there");
    assertThat(path).hasContent("text");
    assertThatThrownBy(() -> UnixListener.open(folder.resolve("x".repeat(120)), OWNER, 1).close())
        .hasMessageContaining("file name too long");
  }

  @Test
  void set_tellsWhoIsConcerned_andWhoNoLonger() throws IOException {
    PollSet set = new PollSet(3);
    try (UnixListener listener = listen();
        WakeFd wake = WakeFd.open();
        UnixConnection client = listenedTo(set, wake, listener);
        UnixConnection server = accept(listener)) {
      set.awaitReading(1, server);
      assertThat(set.await(0)).isZero();
      send(client, "x");
      assertThat(set.await(PATIENCE_MILLIS)).isEqualTo(1);
      assertThat(set.isConcerned(1)).isTrue();
      assertThat(received(server)).isEqualTo("x");
      assertThat(set.await(0)).isZero();
    }
  }

  /** A connection that the set tells of at the place of the listener alone. */
  private UnixConnection listenedTo(PollSet set, WakeFd wake, UnixListener listener)
      throws SystemCallException {
    set.awaitReading(0, wake);
    set.awaitReading(2, listener);
    assertThat(set.await(0)).isZero();
    UnixConnection client = connect();
    assertThat(set.await(PATIENCE_MILLIS)).isEqualTo(1);
    assertThat(set.isConcerned(2)).isTrue();
    assertThat(set.isConcerned(0)).isFalse();
    assertThat(set.isConcerned(1)).isFalse();
    set.ignore(2); // Nobody else is taken in for now.
    assertThat(set.isConcerned(2)).isFalse();
    return client;
  }

  @Test
  void awaitLeaving_isToldOfTheEnd_andNotOfWhatIsSent() throws IOException {
    PollSet set = new PollSet(1);
    UnixListener listener = listen();
    UnixConnection client = connect();
    try (listener;
        UnixConnection server = accept(listener)) {
      set.awaitLeaving(0, server);
      send(client, "x");
      assertThat(set.await(0)).isZero();
      client.close();
      assertThat(set.await(PATIENCE_MILLIS)).isEqualTo(1);
      assertThat(set.isConcerned(0)).isTrue();
    }
  }
}
