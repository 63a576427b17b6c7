package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;
import org.tcmureclaim.shim.UnixConnection;
import org.tcmureclaim.shim.UnixListener;

final class OrderPlacesTest {
  private static final long LATEST = Long.MIN_VALUE + 100;
  private static final int FIRST = 3;

  @TempDir private Path folder = Path.of("");
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<UnixConnection> peers = new ArrayList<>();
  private final PollSet set = new PollSet(FIRST + OrderPlaces.PLACES);
  private final OrderPlaces places = new OrderPlaces(set, FIRST);
  private @Nullable UnixListener listener;

  @BeforeEach
  void listen() throws IOException {
    UnixListener made =
        UnixListener.open(
            folder.resolve("socket"), PosixFilePermissions.fromString("rw-------"), 16);
    listener = made;
    open.add(made);
  }

  @AfterEach
  void close() throws Exception {
    places.close();
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private OrderExchange exchange(boolean ofServer, long deadlineNanos) throws IOException {
    UnixConnection peer = Objects.requireNonNull(UnixConnection.to(folder.resolve("socket")));
    open.add(peer);
    peers.add(peer);
    return new OrderExchange(
        Objects.requireNonNull(Objects.requireNonNull(listener).accept()),
        new PeerCredentials(1, 0, 0),
        ofServer,
        deadlineNanos);
  }

  @Test
  void placesOfTheServer_areCountedWithoutRoots() throws IOException {
    places.put(exchange(false, LATEST));
    places.put(exchange(true, LATEST));
    places.put(exchange(false, LATEST));
    assertThat(places.ofServer()).isEqualTo(1);
  }

  @Test
  void wait_endsAtTheFirstDeadline_alsoWhereTheClockWraps() throws IOException {
    assertThat(places.await(LATEST)).isEqualTo(LATEST);
    places.put(exchange(false, Long.MIN_VALUE + 50));
    assertThat(places.await(LATEST)).isEqualTo(Long.MIN_VALUE + 50);
    places.put(exchange(true, Long.MAX_VALUE - 50));
    assertThat(places.await(LATEST)).isEqualTo(Long.MAX_VALUE - 50);
    assertThat(places.await(Long.MAX_VALUE - 60)).isEqualTo(Long.MAX_VALUE - 60);
  }

  @Test
  void onlyWhoIsReadyIsConcerned_andWhoEndsGivesUpItsPlace() throws IOException {
    List<OrderExchange> all = new ArrayList<>();
    for (int i = 0; i < OrderPlaces.PLACES; i++) {
      assertThat(places.hasRoom()).isTrue();
      all.add(exchange(false, LATEST));
      places.put(all.get(i));
    }
    assertThat(places.hasRoom()).isFalse();
    assertThat(peers.get(5).write(new byte[1], 0, 1)).isEqualTo(1);
    long unusedNanos = places.await(LATEST);
    assertThat(set.await(60_000)).isEqualTo(1);
    List<OrderExchange> concerned = new ArrayList<>();
    places.turn(
        (exchange, isConcerned) -> {
          if (isConcerned) {
            concerned.add(exchange);
            exchange.end();
          }
        });
    assertThat(concerned).containsExactly(all.get(5));
    assertThat(places.hasRoom()).isTrue();
    places.put(exchange(true, LATEST));
    assertThat(places.hasRoom()).isFalse();
    assertThat(places.ofServer()).isEqualTo(1);
  }

  /** Its descriptor may be another file's by now. */
  @Test
  void placeThatWasGivenUp_isNotWaitedFor() throws IOException {
    OrderExchange one = exchange(false, LATEST);
    places.put(one);
    long unusedFirst = places.await(LATEST);
    one.end();
    places.turn((exchange, concerned) -> {});
    assertThat(places.await(LATEST)).isEqualTo(LATEST);
    assertThat(set.await(0)).isZero();
  }

  @Test
  void close_endsAll_andWaitsForNone() throws IOException {
    OrderExchange one = exchange(false, LATEST);
    places.put(one);
    long unusedNanos = places.await(LATEST);
    places.close();
    assertThat(one.hasEnded()).isTrue();
    assertThat(peers.get(0).read(new byte[1], 0, 1)).isEqualTo(-1);
    assertThat(set.await(0)).isZero();
    assertThat(places.ofServer()).isZero();
  }
}
