package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSE;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSED;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.shim.UnixConnection;

/** Peers that flood the order socket, send half a frame or nonsense, never read, or leave. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostilePeersTest {
  private static final OrderAnswer TOO_LATE =
      new OrderAnswer.Refused(OrderAnswer.Reason.NOT_UNDERSTOOD, "no whole order within 5 s");

  @TempDir private Path folder = Path.of("");

  private Path socket() {
    return folder.resolve("run/orders");
  }

  @Test
  void halfAFrame_isToldWhenItsTimeIsOver_andHoldsUpNobody() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer silent = new RawPeer(socket());
        RawPeer half = new RawPeer(socket());
        RawPeer whole = new RawPeer(socket())) {
      half.send((byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) 1);
      assertThat(served.answer(whole)).isEqualTo(PAUSED);
      served.pass(OrderServer.PATIENCE_SECONDS);
      assertThat(half.answer()).isEqualTo(TOO_LATE);
      assertThat(silent.answer()).isEqualTo(TOO_LATE);
      assertThat(served.taken).isEmpty();
    }
  }

  @Test
  void lengthThatNoFrameHas_isRefusedAtOnce() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket())) {
      for (byte[] head :
          new byte[][] {{127, -1, -1, -1}, {-1, -1, -1, -1}, {0, 0, 15, -3}, {0, 0, 0, 1}}) {
        try (RawPeer peer = new RawPeer(socket())) {
          assertThat(((OrderAnswer.Refused) peer.send(head).answer()).sentence())
              .startsWith("not understood: a frame has 2 to 4092 bytes after its length, not ");
        }
      }
      assertThat(served.taken).isEmpty();
    }
  }

  @Test
  void whatIsNotUnderstood_isToldInTheLogToo_once() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket())) {
      for (int i = 0; i < 3; i++) {
        try (RawPeer peer = new RawPeer(socket())) {
          assertThat(((OrderAnswer.Refused) peer.send(new byte[] {0, 0, 0, 2, 2, 9}).answer()))
              .isEqualTo(refused("not understood: an order of the unknown kind 9"));
        }
      }
      assertThat(served.warnings)
          .containsExactly(
              "an order was not taken from process %d: not understood: an order of the unknown kind"
                      .formatted(ProcessHandle.current().pid())
                  + " 9");
    }
  }

  private static OrderAnswer.Refused refused(String sentence) {
    return new OrderAnswer.Refused(OrderAnswer.Reason.NOT_UNDERSTOOD, sentence);
  }

  @Test
  void tenThousandConnections_costNoMoreThanTheirPlaces_andTheNextOrderIsTaken() throws Exception {
    List<UnixConnection> idle = new ArrayList<>();
    try (ServedOrders served = ServedOrders.at(socket())) {
      int before = sockets();
      int turnedAway = 0;
      for (int i = 0; i < 10_000; i++) {
        @Nullable UnixConnection one = UnixConnection.to(socket());
        if (one == null) {
          turnedAway++;
        } else {
          idle.add(one);
        }
      }
      assertThat(turnedAway).isGreaterThan(9_900); // They have to wait, and know it.
      assertThat(sockets() - before - idle.size()).isLessThanOrEqualTo(OrderPlaces.PLACES);
      served.pass(OrderServer.PATIENCE_SECONDS); // Those that were accepted are told to go.
      try (RawPeer peer = connectedAtLast()) {
        peer.send(OrderBytes.of(PAUSE));
        ServedOrders.@Nullable Taken taken = null;
        while (taken == null) { // Those that wait before it have their time too.
          served.pass(OrderServer.PATIENCE_SECONDS);
          taken = served.taken.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(taken.order()).isEqualTo(PAUSE);
      }
    } finally {
      idle.forEach(UnixConnection::close);
    }
  }

  private RawPeer connectedAtLast() throws Exception {
    @Nullable RawPeer peer = null;
    while (peer == null) {
      @Nullable UnixConnection one = UnixConnection.to(socket());
      peer = one == null ? null : new RawPeer(one);
    }
    return peer;
  }

  /** Descriptors of sockets; the JVM opens files of its own when it likes. */
  private static int sockets() throws IOException {
    int sockets = 0;
    for (String name : Objects.requireNonNull(new File("/proc/self/fd").list())) {
      try {
        Path target = Files.readSymbolicLink(Path.of("/proc/self/fd", name));
        sockets += target.toString().startsWith("socket:") ? 1 : 0;
      } catch (NoSuchFileException e) {
        // Closed since it was listed.
      }
    }
    return sockets;
  }

  @Test
  void flood_isNotReadBeyondOneFrame() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      assertThat(peer.flood(64L << 20)).isLessThan(4L << 20);
      taken.answer(PAUSED);
      assertThat(peer.rest()).isEqualTo(AnswerBytes.of(PAUSED));
    }
  }

  @Test
  void peerThatNeverReads_isNotWaitedFor() throws Exception {
    List<RawPeer> peers = new ArrayList<>();
    try (ServedOrders served = ServedOrders.at(socket())) {
      for (int i = 0; i < 100; i++) {
        RawPeer peer = new RawPeer(socket());
        peers.add(peer.send(OrderBytes.of(PAUSE)));
        served.next().answer(PAUSED);
        assertThat(ServedOrders.next(served.answered)).isEqualTo(PAUSED);
      }
    } finally {
      peers.forEach(RawPeer::close);
    }
  }

  @Test
  void peersThatLeave_giveTheirPlaces_andTheirOrdersCount() throws Exception {
    List<ServedOrders.Taken> taken = new ArrayList<>();
    try (ServedOrders served = ServedOrders.at(socket())) {
      for (int i = 0; i < 3 * OrderPlaces.PLACES; i++) {
        try (RawPeer peer = connectedAtLast()) {
          peer.send(OrderBytes.of(PAUSE));
          taken.add(served.next());
        }
      }
      taken.forEach(one -> one.answer(PAUSED));
      for (int i = 0; i < 3 * OrderPlaces.PLACES; i++) {
        assertThat(ServedOrders.next(served.answered)).isEqualTo(PAUSED);
      }
    }
  }
}
