package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSE;
import static org.tcmureclaim.agent.orders.ServedOrders.PAUSED;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.PeerCredentials;

/** What a command gets of the agent at the order socket, or of another that listens there. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrderClientTest {
  @TempDir private Path folder = Path.of("");

  private Path socket() {
    return folder.resolve("run/orders");
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

  /** Another user may have put a socket into a folder that others can write. */
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
        assertThat(served.answer(peer)).isEqualTo(PAUSED);
      }
      assertThat(served.taken).isEmpty();
    }
  }
}
