package org.tcmureclaim.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers cost the agent nothing, whatever they do with its API. A short one: each attack lasts a
 * second; {@code make hostile} has longer ones, of more connections, and prints figures.
 */
class HostileClientsTest {
  private static final Duration EACH = Duration.ofSeconds(1);
  private static final int CONNECTIONS = 1_000;

  /** All places of all kinds of address, and what a process has open otherwise. */
  private static final int MOST_DESCRIPTORS = 256 + 256 + 128 + 200;

  @Test
  void attacks_leaveTheAgentAsItIs(@TempDir Path folder) throws Exception {
    try (AttackedAgent agent = AttackedAgent.start(folder)) {
      Siege siege = new Siege(agent, EACH);
      attack(agent, siege, "TCP", agent.tcp(), Attack.plain(), false);
      attack(agent, siege, "TLS", agent.tls(), Attack.overTls().subList(1, 4), true);
      attack(agent, siege, Siege.UNIX, agent.unix(), Attack.plain().subList(0, 1), false);
      assertThat(agent.end()).as(agent.said()).isZero();
    }
  }

  private static void attack(
      AttackedAgent agent,
      Siege siege,
      String where,
      SocketAddress address,
      List<Attack> attacks,
      boolean tls)
      throws IOException {
    for (Attack attack : attacks) {
      Siege.Result result = siege.run(where, address, attack, tls, CONNECTIONS);
      Siege.Seen attacked = result.attacked();
      assertThat(attacked.ticks()).as("ticks: %s", result).isPositive();
      assertThat(attacked.descriptors()).as("%s", result).isLessThan(MOST_DESCRIPTORS);
      if (agent.hasServerOfItsOwn()) {
        assertThat(attacked.collections())
            .as("collections: %s", result)
            .isLessThanOrEqualTo(result.control().collections() + 1);
      }
    }
  }
}
