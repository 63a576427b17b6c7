package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code make hostile}: long attacks of many connections, with figures beside their control. */
final class HostileRun {
  /** A window begins and ends between two ticks. */
  private static final double EDGE_TICKS = 2;

  private static final double TOLERATED_SHARE = 0.02;

  private final PrintStream out;
  private final AttackedAgent agent;
  private final Siege siege;
  private final int connections;
  private final List<String> problems = new ArrayList<>();

  private HostileRun(PrintStream out, AttackedAgent agent, Duration each, int connections) {
    this.out = out;
    this.agent = agent;
    this.siege = new Siege(agent, each);
    this.connections = connections;
  }

  /**
   * Attacks an agent.
   *
   * @param args seconds of each attack, connections, and a folder that is there and empty
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[2]).toAbsolutePath());
    try (AttackedAgent agent = AttackedAgent.start(folder)) {
      Duration each = Duration.ofSeconds(Long.parseLong(args[0]));
      HostileRun run = new HostileRun(System.out, agent, each, Integer.parseInt(args[1]));
      run.all();
      System.exit(run.problems.isEmpty() ? 0 : 1);
    }
  }

  private void all() throws IOException, InterruptedException {
    out.println(
        agent.hasServerOfItsOwn()
            ? "the agent has a process that answers"
            : "the agent answers itself");
    out.println(
        "attack                               | open, in all | ticks/s, control | collections,"
            + " control | descriptors | agent, server MiB");
    attack("TCP", agent.tcp(), Attack.plain(), false);
    attack("TLS", agent.tls(), Attack.overTls(), true);
    attack(Siege.UNIX, agent.unix(), Attack.plain(), false);
    line(
        "ticks under attack p50, p99, p99.9: %s; control: %s",
        quantiles(siege.attackedTicks()), quantiles(siege.controlTicks()));
    int code = agent.end();
    if (code != 0) {
      problems.add("SIGTERM led to code " + code);
    }
    problems.forEach(problem -> line("NOT AS EXPECTED: %s", problem));
  }

  private void attack(String where, SocketAddress address, List<Attack> attacks, boolean tls)
      throws IOException {
    for (Attack attack : attacks) {
      judge(siege.run(where, address, attack, tls, connections));
    }
  }

  private void judge(Siege.Result result) {
    Siege.Seen attacked = result.attacked();
    Siege.Seen control = result.control();
    line(
        "%-36s | %5d, %6d | %5.2f, %5.2f | %3d, %3d | %4d | %d, %d",
        result.attack(),
        result.most(),
        result.opened(),
        perSecond(attacked),
        perSecond(control),
        attacked.collections(),
        control.collections(),
        attacked.descriptors(),
        attacked.agentBytes() >> 20,
        attacked.serverBytes() >> 20);
    double fewer = (perSecond(control) - perSecond(attacked)) * attacked.nanos() / 1e9;
    if (fewer > EDGE_TICKS + TOLERATED_SHARE * attacked.ticks()) {
      problems.add(result.attack() + ": ticks were missed");
    }
    if (agent.hasServerOfItsOwn() && attacked.collections() > control.collections() + 1) {
      problems.add(result.attack() + ": more collections in the agent");
    }
  }

  private static double perSecond(Siege.Seen seen) {
    return seen.ticks() / (seen.nanos() / 1e9);
  }

  private static String quantiles(TickTimes ticks) {
    return String.format(
        Locale.ROOT,
        "%.1f, %.1f, %.1f ms",
        1e3 * ticks.quantileSeconds(0.5),
        1e3 * ticks.quantileSeconds(0.99),
        1e3 * ticks.quantileSeconds(0.999));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
