package org.tcmureclaim.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.manual.ExitCode;

/**
 * Kills agent and server at random moments while orders come all the time: during a start, an
 * order, a line of the journal, the rename of {@code agent.json} and a reload.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessesTest {
  private static final int ROUNDS = 2;
  private static final int MOST_ANSWERS = 60;
  private static final Pattern STARTED = Pattern.compile("\"started_epoch_millis\":(\\d+)");
  private static final Pattern AGE = Pattern.compile("\"tick_age_seconds\":([0-9.E-]+)");
  private static final Pattern ORDER =
      Pattern.compile(
          "\"order\":\"([^\"]+)\",\"user_id\":(\\d+),.*?\"origin\":\"([^\"]+)\"(?:,\"token\":\"([^\"]+)\")?");

  @TempDir private Path folder = Path.of("");

  /** Printed with whatever fails, and each time other moments. */
  private final long seed = new Random().nextLong();

  private final Random random = new Random(seed);

  @Test
  void killOfEitherAtAnyMoment_losesNothingOfTheOther() throws Exception {
    List<SteadyOrders.Answered> answered;
    try (TwoProcesses both = new TwoProcesses(folder)) {
      both.startServer(); // Before there is any agent.
      both.await(seeded("a server without an agent"), () -> isAbsent(both.status()));
      both.startAgent();
      both.await(seeded("the agent that came"), () -> isFine(both.status()));
      try (SteadyOrders orders = new SteadyOrders(both.orders())) {
        for (int round = 0; round < ROUNDS; round++) {
          killServer(both, orders);
          killAgent(both, orders);
        }
        stopEach(both, orders);
        removeFolders(both, orders);
        answered = orders.answered();
      }
      both.agent().destroy();
      assertThat(both.agent().waitFor(60, TimeUnit.SECONDS)).as(both.said()).isTrue();
      assertThat(both.agent().exitValue()).as(both.said()).isEqualTo(ExitCode.FINE.code());
      both.await(seeded("the end of the agent"), () -> isAbsent(both.status()));
      assertThat(both.server().isAlive()).isTrue();
    }
    judgeJournal(answered);
  }

  /** Ticks, orders and commands go on while it is dead, and while the next one starts. */
  private void killServer(TwoProcesses both, SteadyOrders orders) throws Exception {
    kill(both.server());
    agentGoesOn(both, orders);
    assertThat(run("status", "--run-dir", both.runFolder().toString())).as(seeded("")).isZero();
    assertThat(run("top", "--once", "--run-dir", both.runFolder().toString())).isZero();
    assertThat(run("pause", "--orders", both.orders().toString())).isZero();
    both.startServer();
    passMoment(1_500);
    kill(both.server()); // Most often, while it starts.
    both.startServer();
    agentGoesOn(both, orders);
    both.await(seeded("the next server"), () -> isFine(both.status()));
    passMoment(300);
  }

  private void agentGoesOn(TwoProcesses both, SteadyOrders orders) throws Exception {
    long ticks = both.ticks();
    long done = orders.done();
    both.await(seeded("ticks without a server"), () -> both.ticks() >= ticks + 5);
    both.await(seeded("orders without a server"), () -> orders.done() >= done + 5);
    assertThat(both.agent().isAlive()).as(both.said()).isTrue();
  }

  /** The server says so, and shows the next one. */
  private void killAgent(TwoProcesses both, SteadyOrders orders) throws Exception {
    String before = started(both.status());
    long server = both.server().pid();
    orders.killAfterAnswers(both.agent(), 1 + random.nextInt(MOST_ANSWERS));
    assertThat(both.agent().waitFor(60, TimeUnit.SECONDS)).as(seeded("a kill")).isTrue();
    both.await(seeded("503 without an agent"), () -> isAbsent(both.status()));
    both.startAgent();
    passMoment(1_500);
    kill(both.agent()); // Most often, while it starts.
    both.startAgent();
    both.await(
        seeded("the next agent"),
        () -> isFine(both.status()) && !started(both.status()).equals(before));
    long done = orders.done();
    both.await(seeded("orders of the next agent"), () -> orders.done() >= done + 5);
    assertThat(both.server().isAlive()).as(both.said()).isTrue();
    assertThat(both.server().pid()).isEqualTo(server);
    passMoment(300);
  }

  /** One that stands still is not waited for by the other. */
  private void stopEach(TwoProcesses both, SteadyOrders orders) throws Exception {
    signal("STOP", both.server());
    agentGoesOn(both, orders);
    signal("CONT", both.server());
    both.await(seeded("a server that goes on"), () -> isFine(both.status()));
    signal("STOP", both.agent());
    both.await(seeded("figures of two seconds ago"), () -> ageSeconds(both.status()) > 2);
    signal("CONT", both.agent());
    agentGoesOn(both, orders);
  }

  private static double ageSeconds(String answer) {
    Matcher age = AGE.matcher(answer);
    return age.find() ? Double.parseDouble(age.group(1)) : 0;
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, process.pid() + "").start();
    assertThat(kill.waitFor()).isZero();
  }

  /** The server misses the agent's folder until it is back; its own it cannot make again. */
  private void removeFolders(TwoProcesses both, SteadyOrders orders) throws Exception {
    Path moved = both.runFolder().resolveSibling("moved");
    Path unusedAway = Files.move(both.runFolder(), moved);
    both.await(seeded("503 without the folder"), () -> isAbsent(both.status()));
    Path unusedBack = Files.move(moved, both.runFolder());
    both.await(seeded("the folder again"), () -> isFine(both.status()));

    Files.delete(both.api());
    Files.delete(both.api().getParent());
    assertThat(both.server().waitFor(60, TimeUnit.SECONDS)).as(both.said()).isTrue();
    assertThat(both.server().exitValue()).isEqualTo(ExitCode.CANNOT_WRITE.code());
    assertThat(both.said()).contains(both.api() + " was removed");
    agentGoesOn(both, orders);
    both.startServer();
    both.await(seeded("a server with a folder again"), () -> isFine(both.status()));
  }

  private static void kill(Process process) throws InterruptedException {
    assertThat(process.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private void passMoment(int mostMillis) {
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1_000 * mostMillis)));
  }

  private String seeded(String what) {
    return what + ", seed " + seed;
  }

  private static boolean isFine(String answer) {
    return answer.startsWith("HTTP/1.1 200 ");
  }

  private static boolean isAbsent(String answer) {
    return answer.startsWith("HTTP/1.1 503 ") && answer.contains("no-agent");
  }

  private static String started(String answer) {
    Matcher found = STARTED.matcher(answer);
    return found.find() ? found.group(1) : "";
  }

  private static int run(String... arguments) {
    return AllCommands.of(CommandOutput.NO_AGENT, new CommandOutput().around()).execute(arguments);
  }

  /**
   * All is whole but the last line of a file whose agent was killed while it wrote that; and
   * whatever was answered is there, also of an agent that was killed right after its answer.
   */
  private void judgeJournal(List<SteadyOrders.Answered> answered) throws IOException {
    Map<SteadyOrders.Answered, Integer> written = new HashMap<>();
    int user = StateFolder.ownUser();
    try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .forEach(line -> judgeLine(line, user, written));
      }
    }
    assertThat(answered).as(seeded("orders that were answered")).hasSizeGreaterThan(20);
    assertThat(answered)
        .as(seeded("some of a server"))
        .anyMatch(order -> order.token().equals(SteadyOrders.TOKEN));
    for (SteadyOrders.Answered order : answered) {
      assertThat(written.merge(order, -1, Integer::sum))
          .as(seeded(order + " was answered, and is not written down"))
          .isNotNegative();
    }
  }

  /** It is whole; a pause stands there once, as no two are the same. */
  private void judgeLine(String line, int user, Map<SteadyOrders.Answered, Integer> written) {
    assertThat(line.substring(0, 8)).as(seeded(line)).isEqualTo(sum(line));
    Matcher order = ORDER.matcher(line);
    if (order.find()) {
      assertThat(Integer.parseInt(order.group(2))).as(line).isEqualTo(user);
      String token = Objects.requireNonNullElse(order.group(4), "");
      assertThat(order.group(3)).isEqualTo(token.isEmpty() ? "the command line" : "the server");
      int times = written.merge(new SteadyOrders.Answered(order.group(1), token), 1, Integer::sum);
      assertThat(times == 1 || !order.group(1).contains("--for"))
          .as(seeded("twice: " + line))
          .isTrue();
    }
  }

  private static String sum(String line) {
    CRC32 sum = new CRC32();
    sum.update(line.substring(9).getBytes(StandardCharsets.ISO_8859_1));
    return "%08x".formatted(sum.getValue());
  }
}
