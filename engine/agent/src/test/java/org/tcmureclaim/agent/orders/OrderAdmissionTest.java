package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.UnixConnection;

final class OrderAdmissionTest {
  private static final Notices UNHEARD =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
      };

  private static String sentence(OrderAdmission admission, long user) {
    OrderAdmission.Refusal refusal = admission.ofStranger(new PeerCredentials(1, user, 100));
    return refusal == null ? "" : refusal.answer.sentence();
  }

  /** The refusal of one user is kept for its next connection, and for nobody else's. */
  @Test
  void refusalThatIsKept_isOfThatUserAlone() {
    OrderPeers peers = new OrderPeers(Set.of(0L), OptionalLong.empty());
    OrderAdmission admission =
        new OrderAdmission(
            new OrderListener(new SocketFile(Path.of("unused")), peers, () -> 0, UNHEARD),
            peers,
            new OrderPlaces(new PollSet(OrderPlaces.PLACES), 0),
            1,
            () -> 0,
            UNHEARD);
    for (int i = 0; i < 2; i++) {
      assertThat(sentence(admission, 0)).isEmpty();
      assertThat(sentence(admission, 1000)).startsWith("user 1000 may not give orders");
      assertThat(sentence(admission, 1000)).startsWith("user 1000 may not give orders");
      assertThat(sentence(admission, 1001)).startsWith("user 1001 may not give orders");
    }
  }

  /** Who is refused may come back at once and for ever: the next one waits a little. */
  @Test
  void afterARefusal_noneIsAcceptedForAWhile(@TempDir Path folder) throws IOException {
    long[] nowNanos = {Long.MAX_VALUE - 1_000};
    long restNanos = TimeUnit.MILLISECONDS.toNanos(OrderAdmission.REST_MILLIS);
    long lateNanos = nowNanos[0] + 2 * restNanos;
    OrderPeers others = new OrderPeers(Set.of(12_345L), OptionalLong.empty());
    Path socket = folder.resolve("orders");
    OrderListener listener =
        new OrderListener(new SocketFile(socket), others, () -> nowNanos[0], UNHEARD);
    PollSet set = new PollSet(1 + OrderPlaces.PLACES);
    OrderAdmission admission =
        new OrderAdmission(
            listener, others, new OrderPlaces(set, 1), 1, () -> nowNanos[0], UNHEARD);
    assertThat(listener.listens()).isTrue();
    assertThat(admission.await(set, 0, nowNanos[0], lateNanos)).isEqualTo(lateNanos);
    try (UnixConnection first = UnixConnection.to(socket);
        UnixConnection second = UnixConnection.to(socket)) {
      assertThat(first).isNotNull();
      assertThat(set.await(0)).isEqualTo(1);
      admission.accept();
      assertThat(second).isNotNull();
      try (UnixConnection third = UnixConnection.to(socket)) {
        assertThat(third).isNotNull();
        assertThat(admission.await(set, 0, nowNanos[0], lateNanos))
            .isEqualTo(nowNanos[0] + restNanos);
        assertThat(set.await(0)).as("while it rests").isZero();
        nowNanos[0] += restNanos;
        assertThat(admission.await(set, 0, nowNanos[0], lateNanos)).isEqualTo(lateNanos);
        assertThat(set.await(0)).as("after it").isEqualTo(1);
      }
    } finally {
      listener.close();
    }
  }

  /** A wait for connections that cannot be accepted would end at once, again and again. */
  @Test
  void withoutAPlace_connectionsAreNotWaitedFor(@TempDir Path folder) throws IOException {
    OrderPeers peers = OrderPeers.ofThisProcess();
    Path socket = folder.resolve("orders");
    OrderListener listener = new OrderListener(new SocketFile(socket), peers, () -> 0, UNHEARD);
    PollSet set = new PollSet(1 + OrderPlaces.PLACES);
    OrderPlaces places = new OrderPlaces(set, 1);
    OrderAdmission admission = new OrderAdmission(listener, peers, places, 1, () -> 0, UNHEARD);
    assertThat(listener.listens()).isTrue();
    List<UnixConnection> clients = new ArrayList<>();
    for (int i = 0; i < OrderPlaces.PLACES; i++) {
      clients.add(Objects.requireNonNull(UnixConnection.to(socket)));
      admission.accept();
    }
    assertThat(places.hasRoom()).isFalse();
    clients.add(Objects.requireNonNull(UnixConnection.to(socket)));
    assertThat(admission.await(set, 0, 0, 1)).isEqualTo(1);
    assertThat(set.await(0)).isZero();
    places.close();
    assertThat(admission.await(set, 0, 0, 1)).isEqualTo(1);
    assertThat(set.await(0)).as("there is room again").isEqualTo(1);
    clients.forEach(UnixConnection::close);
    listener.close();
  }
}
