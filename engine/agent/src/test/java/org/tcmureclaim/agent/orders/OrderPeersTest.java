package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.shim.PeerCredentials;

/** Who is whom, by the numbers that the kernel gives and nothing that a peer says. */
final class OrderPeersTest {
  private static final long SERVERS_GROUP = 990;
  private static final Origin CLAIMED = Origin.server("page");

  /** The agent's unit: {@code User=root Group=tcmu-reclaim}. */
  private static final OrderPeers OF_ROOT =
      new OrderPeers(Set.of(0L), OptionalLong.of(SERVERS_GROUP));

  private static Order order(Origin origin) {
    return new Order(origin, new Order.Reload(true));
  }

  @ParameterizedTest(name = "user {0}, group {1}: {2}")
  @CsvSource({
    "0, 0, root",
    "0, 990, root", // The agent's own commands run so.
    "990, 990, server",
    "1000, 990, server", // Who may take on the group (newgrp) may do what the server may.
    "4294967295, 990, server",
    "1000, 1000, refused", // 990 may be one of its further groups: those are not told of.
    "65534, 65534, refused",
    "100000, 100000, refused", // The root of a container with users of its own.
    "990, 0, refused",
    "990, 1000, refused",
    "4294967296, 0, refused",
  })
  void peer_isWhoTheKernelSays(long user, long group, String who) {
    PeerCredentials peer = new PeerCredentials(4711, user, group);
    assertThat(OF_ROOT.refusal(peer).isPresent()).isEqualTo(who.equals("refused"));
    assertThat(OF_ROOT.isServer(peer)).isEqualTo(who.equals("server"));
    for (Origin claimed : List.of(Origin.COMMAND_LINE, CLAIMED, Origin.server(""))) {
      Order judged = OF_ROOT.judged(order(claimed), peer);
      assertThat(judged.origin().server()).isEqualTo(!who.equals("root") || claimed.server());
      assertThat(judged.origin().token()).isEqualTo(claimed.token());
      assertThat(judged.task()).isEqualTo(new Order.Reload(true));
    }
  }

  @Test
  void agentOfAUser_believesThatUserAndRoot() {
    OrderPeers peers = new OrderPeers(Set.of(0L, 1000L), OptionalLong.empty());
    for (long user : new long[] {0, 1000}) {
      PeerCredentials peer = new PeerCredentials(1, user, 1000);
      assertThat(peers.refusal(peer)).isEmpty();
      assertThat(peers.judged(order(Origin.COMMAND_LINE), peer).origin().server()).isFalse();
    }
    assertThat(peers.refusal(new PeerCredentials(1, 1001, 1000))).isPresent();
    assertThat(PosixFilePermissions.toString(peers.mode())).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(OF_ROOT.mode())).isEqualTo("rw-rw----");
  }

  @Test
  void rootsOwnGroup_isNoServers() {
    assertThat(OrderPeers.of(new PeerCredentials(1, 0, 0)))
        .isEqualTo(new OrderPeers(Set.of(0L), OptionalLong.empty()));
    assertThat(OrderPeers.of(new PeerCredentials(1, 0, SERVERS_GROUP))).isEqualTo(OF_ROOT);
    assertThat(OrderPeers.of(new PeerCredentials(1, 1000, SERVERS_GROUP)))
        .isEqualTo(new OrderPeers(Set.of(0L, 1000L), OptionalLong.empty()));
  }
}
