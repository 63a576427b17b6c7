package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSE;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.shim.PeerCredentials;

/** Peers that are not root: the server, and those who may not give orders. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ForeignPeersTest {
  @TempDir private Path folder = Path.of("");

  private Path socket() {
    return folder.resolve("run/orders");
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
        assertThat(served.answer(first)).isEqualTo(PAUSED);
      }
      for (int second = 0; second < 2; second++) {
        served.pass(1);
        for (int i = 0; i < OrderAdmission.SERVER_MOST_PER_SECOND; i++) {
          try (RawPeer peer = new RawPeer(socket())) {
            assertThat(served.answer(peer)).isEqualTo(PAUSED);
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
}
