package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.shim.UnixListener;

/** The order socket where something is in its place. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrderListenerTest {
  @TempDir private Path folder = Path.of("");

  private Path socket() {
    return folder.resolve("run/orders");
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
        assertThat(living.answer(peer)).isEqualTo(PAUSED);
      }
    }
  }

  /** As when {@code /run} is emptied: its listener lives, and no client finds it. */
  @Test
  void socketThatWasRemoved_isMadeAgain_alsoWithItsFolder() throws Exception {
    try (ServedOrders served = ServedOrders.at(socket())) {
      for (int time = 0; time < 2; time++) {
        Files.delete(socket());
        if (time == 1) {
          Files.delete(socket().getParent());
        }
        served.pass(1);
        served.awaitListening();
        try (RawPeer peer = new RawPeer(socket())) {
          assertThat(served.answer(peer)).isEqualTo(PAUSED);
        }
        assertThat(ServedOrders.next(served.warnings)).contains("was removed under the agent");
      }
      assertThat(served.warnings).isEmpty();
      String again = "orders are taken at " + socket() + " now";
      assertThat(served.infos).containsExactly(again, again);
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
        assertThat(served.answer(peer)).isEqualTo(PAUSED);
      }
      assertThat(served.warnings).isEmpty();
      assertThat(served.infos).containsExactly("orders are taken at " + socket() + " now");
    }
  }
}
