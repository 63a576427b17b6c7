package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.UnixConnection;
import org.tcmureclaim.shim.UnixListener;

/** Peers that behave, and peers that do not. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrderServerTest {
  private static final Order PAUSE =
      new Order(Origin.COMMAND_LINE, new Order.Pause(Optional.of("gold"), 60));
  private static final OrderAnswer PAUSED = new OrderAnswer.Paused(false, List.of("gold"), 0, 60);
  private static final OrderAnswer TOO_LATE =
      new OrderAnswer.Refused(OrderAnswer.Reason.NOT_UNDERSTOOD, "no whole order within 5 s");

  @TempDir private Path folder = Path.of("");

  private Path socket() {
    return folder.resolve("run/orders");
  }

  private static OrderAnswer answered(ServedOrders served, RawPeer peer) throws Exception {
    peer.send(OrderBytes.of(PAUSE));
    served.next().answer(PAUSED);
    return peer.answer();
  }

  @Test
  void order_reachesTheDesk_andItsAnswerTheClient() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-------");
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      assertThat(taken.order()).isEqualTo(PAUSE);
      taken.answer(PAUSED);
      assertThat(peer.answer()).isEqualTo(PAUSED);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(PAUSED);
    }
    assertThat(socket()).doesNotExist();
  }

  @Test
  void orderThatIsDoneAtTheEnd_isAnswered_andWrittenDown() throws Exception {
    ServedOrders served = ServedOrders.at(socket());
    try (RawPeer peer = new RawPeer(socket())) {
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      served.onTurn =
          () -> {
            taken.answer(PAUSED);
            served.askToEnd();
          };
      served.pass(0); // It has to turn once more.
      assertThat(peer.answer()).isEqualTo(PAUSED);
      served.close();
      assertThat(served.answered).containsExactly(PAUSED);
    }
  }

  @Test
  void end_isSaidToTheDesk_andToWhoWaitsForAnAnswer() throws Exception {
    ServedOrders served = ServedOrders.at(socket());
    try (RawPeer asking = new RawPeer(socket());
        RawPeer idle = new RawPeer(socket())) {
      asking.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken unused = served.next();
      served.close();
      assertThat(served.ended).isTrue();
      assertThat(asking.answer()).isEqualTo(new OrderAnswer.UnderWay("the agent ends"));
      assertThat(idle.rest()).isEmpty();
    }
  }

  @Test
  void frameInPieces_isPutTogether() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      for (byte one : OrderBytes.of(PAUSE)) {
        peer.send(one);
      }
      served.next().answer(PAUSED);
      assertThat(peer.answer()).isEqualTo(PAUSED);
    }
  }

  @Test
  void halfAFrame_isToldWhenItsTimeIsOver_andHoldsUpNobody() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer silent = new RawPeer(socket());
        RawPeer half = new RawPeer(socket());
        RawPeer whole = new RawPeer(socket())) {
      half.send((byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) 1);
      assertThat(answered(served, whole)).isEqualTo(PAUSED);
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
  void anotherVersion_isAnsweredWithTheOneThatIsSpoken() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      peer.send(new byte[] {0, 0, 0, 3, 1, 1, 77});
      assertThat(((OrderAnswer.Refused) peer.answer()).sentence())
          .isEqualTo(
              "not understood: the agent speaks version 2 of the order protocol, and this is"
                  + " version 1; use programs of one release (tcmu-reclaim --version)");
      assertThat(served.taken).isEmpty();
    }
  }

  @Test
  void whoIsNotAllowed_isToldWhy_andTheLogOnce() throws Exception {
    OrderPeers others = new OrderPeers(Set.of(0L, 12_345L), OptionalLong.empty());
    OrderPeers nobodyElse = new OrderPeers(Set.of(12_345L), OptionalLong.empty());
    assertThat(others.refusal(new PeerCredentials(1, 0, 0))).isEmpty();
    assertThat(others.refusal(new PeerCredentials(1, 65_534, 0)))
        .contains(
            new OrderAnswer.Refused(
                OrderAnswer.Reason.NOT_ALLOWED,
                "user 65534 may not give orders to this agent; root and user 12345 may"));
    try (ServedOrders served = ServedOrders.at(socket(), nobodyElse)) {
      // Who looked whether it listens was refused too.
      assertThat(ServedOrders.next(served.warnings)).startsWith("an order was not taken");
      served.pass(60);
      long user = PeerCredentials.ofThisProcess().userId();
      for (int i = 0; i < 50; i++) {
        try (RawPeer peer = new RawPeer(socket())) {
          assertThat(peer.answer())
              .isEqualTo(
                  new OrderAnswer.Refused(
                      OrderAnswer.Reason.NOT_ALLOWED,
                      "user " + user + " may not give orders to this agent; user 12345 may"));
        }
        served.pass(5, TimeUnit.MILLISECONDS); // It rests after a refusal.
      }
      assertThat(served.taken).isEmpty();
      assertThat(served.warnings).hasSize(1);
      String told =
          "an order was not taken from process %d: user %d may not give orders to this agent;"
                  .formatted(ProcessHandle.current().pid(), user)
              + " user 12345 may";
      assertThat(ServedOrders.next(served.warnings)).isEqualTo(told);
      served.pass(60);
      assertThat(ServedOrders.next(served.warnings))
          .isEqualTo(told + " (and 48 more within a minute)");
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
  void orderThatBreaksTheDesk_isRefused_andEndsNoOther() throws Exception {
    OrderAnswer broken =
        new OrderAnswer.Refused(
            OrderAnswer.Reason.CANNOT, "unexpected: java.lang.IllegalStateException: broken");
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer waiting = new RawPeer(socket());
        RawPeer atOnce = new RawPeer(socket());
        RawPeer later = new RawPeer(socket())) {
      waiting.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      served.breaks = true;
      assertThat(atOnce.send(OrderBytes.of(PAUSE)).answer()).isEqualTo(broken);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(broken);
      served.breaks = false;
      later.send(OrderBytes.of(PAUSE));
      served.next().fail();
      assertThat(later.answer()).isEqualTo(broken);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(broken);
      taken.answer(PAUSED);
      assertThat(waiting.answer()).isEqualTo(PAUSED);
      assertThat(served.warnings).isEmpty();
    }
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
  void orderThatTakesLong_isAnsweredWithThat_andStillWrittenDown() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket());
        RawPeer peer = new RawPeer(socket())) {
      peer.send(OrderBytes.of(PAUSE));
      ServedOrders.Taken taken = served.next();
      served.pass(OrderServer.PATIENCE_SECONDS);
      assertThat(((OrderAnswer.UnderWay) peer.answer()).sentence())
          .startsWith("the agent has the order, and is not done with it after 5 s");
      taken.answer(PAUSED);
      assertThat(ServedOrders.next(served.answered)).isEqualTo(PAUSED);
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

  @Test
  void server_isNotBelievedToBeTheCommandLine_andLeavesPlacesToRoot() throws Exception {
    PeerCredentials self = PeerCredentials.ofThisProcess();
    OrderPeers peers = new OrderPeers(Set.of(12_345L), OptionalLong.of(self.groupId()));
    List<RawPeer> open = new ArrayList<>();
    try (ServedOrders served = ServedOrders.at(socket(), peers)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-rw----");
      for (int i = 0; i < OrderPlaces.PLACES_OF_SERVER; i++) {
        RawPeer peer = new RawPeer(socket());
        open.add(peer.send(OrderBytes.of(PAUSE)));
        assertThat(served.next().order()).isEqualTo(new Order(Origin.server(""), PAUSE.task()));
      }
      try (RawPeer oneMore = new RawPeer(socket())) {
        assertThat(oneMore.answer())
            .isEqualTo(
                new OrderAnswer.Refused(
                    OrderAnswer.Reason.TOO_MANY, "4 orders of the server are open already"));
      }
      assertThat(OrderPlaces.PLACES).isGreaterThan(OrderPlaces.PLACES_OF_SERVER);
    } finally {
      open.forEach(RawPeer::close);
    }
  }

  /** A server that somebody has taken over may ask as fast as it can. */
  @Test
  void server_thatFloods_isHeardSoOftenASecond() throws Exception {
    PeerCredentials self = PeerCredentials.ofThisProcess();
    OrderPeers peers = new OrderPeers(Set.of(12_345L), OptionalLong.of(self.groupId()));
    OrderAnswer tooFast =
        new OrderAnswer.Refused(
            OrderAnswer.Reason.TOO_MANY, "16 orders of the server came within a second; wait");
    try (ServedOrders served = ServedOrders.at(socket(), peers)) {
      try (RawPeer first = new RawPeer(socket())) { // Behind who looked whether it listens.
        assertThat(answered(served, first)).isEqualTo(PAUSED);
      }
      for (int second = 0; second < 2; second++) {
        served.pass(1);
        for (int i = 0; i < OrderAdmission.SERVER_MOST_PER_SECOND; i++) {
          try (RawPeer peer = new RawPeer(socket())) {
            assertThat(answered(served, peer)).isEqualTo(PAUSED);
          }
        }
        for (int i = 0; i < 3; i++) {
          try (RawPeer peer = new RawPeer(socket())) {
            assertThat(peer.answer()).isEqualTo(tooFast);
          }
          served.pass(OrderAdmission.REST_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
      assertThat(served.taken).isEmpty();
    }
  }

  @Test
  void socketOfADeadAgent_isReplaced_thatOfALivingOneIsNot() throws Exception {
    Files.createDirectories(socket().getParent());
    UnixListener.open(socket(), PosixFilePermissions.fromString("rw-------"), 1).close();
    assertThat(socket()).exists();
    try (ServedOrders living = ServedOrders.at(socket())) {
      try (ServedOrders second = new ServedOrders(socket(), OrderPeers.ofThisProcess())) {
        assertThat(ServedOrders.next(second.warnings))
            .contains(socket() + ": another agent listens there", "tried again every 10 s");
        second.pass(10);
      }
      try (RawPeer peer = new RawPeer(socket())) {
        assertThat(answered(living, peer)).isEqualTo(PAUSED);
      }
    }
  }

  @Test
  void whatIsInTheWay_isLeft_andToldOfOnce_andTriedAgain() throws Exception {
    Files.createDirectories(socket().getParent());
    Files.writeString(socket(), "text");
    try (ServedOrders served = new ServedOrders(socket(), OrderPeers.ofThisProcess())) {
      assertThat(ServedOrders.next(served.warnings))
          .startsWith("no orders at " + socket() + ": " + socket() + " is there and is no socket");
      Path moved = Files.move(socket(), folder.resolve("moved"));
      assertThat(moved).hasContent("text");
      served.pass(10);
      served.awaitListening();
      try (RawPeer peer = new RawPeer(socket())) {
        assertThat(answered(served, peer)).isEqualTo(PAUSED);
      }
      assertThat(served.warnings).isEmpty();
      assertThat(served.infos).containsExactly("orders are taken at " + socket() + " now");
    }
  }

  @Test
  void client_getsTheAnswer_orASentence() throws Exception {
    assertThatThrownBy(() -> OrderClient.give(socket(), PAUSE))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("no agent takes orders at " + socket() + "; 'systemctl start")
        .hasMessageContaining("--api");
    try (ServedOrders served = ServedOrders.at(socket())) {
      Thread desk =
          new Thread(
              () -> {
                try {
                  served.next().answer(PAUSED);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      desk.start();
      assertThat(OrderClient.give(socket(), PAUSE)).isEqualTo(PAUSED);
      desk.join();
      String name = "x".repeat(5_000);
      Order endless = new Order(Origin.COMMAND_LINE, new Order.Resume(Optional.of(name)));
      assertThatThrownBy(() -> OrderClient.give(socket(), endless))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("too long");
    }
  }

  /** Somebody else may have put a socket into a folder that others can write. */
  @Test
  void client_givesNoOrderToAForeignListener() throws Exception {
    long user = PeerCredentials.ofThisProcess().userId();
    try (ServedOrders served = ServedOrders.at(socket())) {
      assertThatThrownBy(() -> OrderClient.give(socket(), PAUSE, Set.of(12_345L)))
          .isInstanceOf(HostException.class)
          .hasMessage(
              "%s: user %d listens there, who is neither root nor you; no order was given"
                  .formatted(socket(), user));
      try (RawPeer peer = new RawPeer(socket())) {
        assertThat(answered(served, peer)).isEqualTo(PAUSED);
      }
      assertThat(served.taken).isEmpty();
    }
  }
}
