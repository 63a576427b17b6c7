package org.tcmureclaim.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.server.TestLauncher;

/**
 * Strangers cost the agent nothing, whatever they do with its API. A short one, which judges what
 * does not depend on the machine's speed; {@code make hostile} has longer attacks of more
 * connections, and prints figures.
 */
class HostileClientsTest {
  private static final Duration EACH = Duration.ofMillis(300);
  private static final int CONNECTIONS = 600;
  private static final int TICK_MILLIS = 5;
  private static final long MEBIBYTE = 1 << 20;

  /**
   * In the mean of all attacks. The simulated host rests 10 ms at a time until a tick is due, which
   * is at most one wait for two ticks; on a machine that is late there are fewer. A tick that waits
   * for a client, a reader or the server has one at least, however fast the machine is.
   */
  private static final double MOST_WAITS_OF_A_TICK = 0.8;

  /** Of the kind of address that has most, those of questions at the others, and the rest. */
  private static final int MOST_NEW_DESCRIPTORS = 256 + 32;

  /** While handshakes stall, no other connection is accepted there. */
  private static final int MOST_NEW_DESCRIPTORS_IN_HANDSHAKES = 32 + 32;

  private static final int MOST_NEW_DESCRIPTORS_OF_THE_AGENT = 16;

  /** Its heap, direct memory, code and classes. */
  private static final long MOST_SERVER_BYTES = 256 * MEBIBYTE;

  /**
   * The agent makes nothing for a client. What it touches of its heap for the first time differs.
   */
  private static final long MOST_NEW_AGENT_BYTES = 48 * MEBIBYTE;

  /**
   * In some twenty short attacks together, beside one quiet time that is as long: collections fall
   * into them as they may.
   */
  private static final int MORE_COLLECTIONS = 4;

  private static ProcessBuilder command() throws IOException {
    return new ProcessBuilder(
        TestJvm.command(
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms64m",
                "-Xmx64m",
                "-Xmn12m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:gc:file=gc-%p.log",
                "-Dtcmureclaim.launcher=" + TestLauncher.write()),
            Main.class));
  }

  @Test
  void attacks_leaveTheAgentAsItIs(@TempDir Path folder) throws Exception {
    try (AttackedAgent agent = AttackedAgent.start(folder, TICK_MILLIS, command())) {
      assertThat(agent.hasServerOfItsOwn()).isTrue();
      Siege siege = new Siege(agent, EACH, CONNECTIONS);
      Siege.Seen quiet = siege.control(0);
      Siege.Waits before = siege.waits();
      long lostBefore = agent.lost();
      long nanos = 0;
      long collections = 0;
      for (Siege.Target target : Siege.targets(agent)) {
        Siege.Result result = siege.attack(target);
        judge(target.name(), result, quiet);
        nanos += result.attacked().nanos();
        collections += result.attacked().collections();
      }
      Siege.Waits attacked = siege.waits().less(before);
      assertThat(agent.lost() - lostBefore).as("ticks, decisions, reports that it lost").isZero();
      Siege.Seen control = new Siege(agent, Duration.ofNanos(nanos), 0).control(0);
      assertThat(attacked.ofATick()).as("%s", attacked).isLessThan(MOST_WAITS_OF_A_TICK);
      assertThat(collections)
          .as("collections in the agent")
          .isLessThanOrEqualTo(2 * control.collections() + MORE_COLLECTIONS);
      assertThat(siege.endUnderAttack()).as("its code: %s", agent.said()).isZero();
      assertThat(agent.said()).as("clients that leave are no defects").doesNotContain("ERROR");
    }
  }

  private static void judge(String name, Siege.Result result, Siege.Seen quiet) {
    Siege.Seen attacked = result.attacked();
    assertThat(result.opened()).as("connections, %s", name).isPositive();
    assertThat(attacked.ticks().count()).as("ticks, %s", name).isPositive();
    assertThat(attacked.server().descriptors() - quiet.server().descriptors())
        .as("descriptors of the server, %s", name)
        .isLessThanOrEqualTo(
            name.contains("handshakes")
                ? MOST_NEW_DESCRIPTORS_IN_HANDSHAKES
                : MOST_NEW_DESCRIPTORS);
    assertThat(attacked.agent().descriptors() - quiet.agent().descriptors())
        .as("descriptors of the agent, %s", name)
        .isLessThanOrEqualTo(MOST_NEW_DESCRIPTORS_OF_THE_AGENT);
    assertThat(attacked.server().residentBytes())
        .as("bytes of the server, %s", name)
        .isLessThanOrEqualTo(MOST_SERVER_BYTES);
    assertThat(attacked.agent().residentBytes() - quiet.agent().residentBytes())
        .as("bytes of the agent, %s", name)
        .isLessThanOrEqualTo(MOST_NEW_AGENT_BYTES);
  }
}
