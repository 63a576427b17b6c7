package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.agent.journal.JournalReader;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.agent.orders.OrderAnswer;
import org.tcmureclaim.agent.orders.OrderClient;
import org.tcmureclaim.agent.orders.Origin;
import org.tcmureclaim.command.AllCommands;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.shim.PeerCredentials;

/** Orders reach a real agent over its order socket, whatever its API does. */
class OrderProcessTest {
  private static final String CONFIGURATION =
      """
      mode: act
      tick: 200ms
      simulated: {luns: 8, memory: 1GiB}
      api: {orders: [pause, resume, shrink]}
      customers:
        - {name: acme, match: "user_0/acme-*"}
      """;

  /** More than its API takes. */
  private static final int API_CONNECTIONS = 500;

  @TempDir private Path folder;
  private final CommandOutput output = new CommandOutput();
  private final List<Process> agents = new ArrayList<>();

  @AfterEach
  void end() {
    agents.forEach(Process::destroyForcibly);
  }

  private Path socket() {
    return folder.resolve("orders");
  }

  private Path write(String tick) throws IOException {
    return Files.writeString(
        folder.resolve("agent.yaml"),
        CONFIGURATION.replace("200ms", tick)
            + "ledger: {directory: "
            + folder.resolve("ledger")
            + "}\n");
  }

  private Process start(String... more) throws IOException {
    Path config = write("200ms");
    String[] arguments =
        Stream.concat(
                Stream.of("agent", "--demo", "--json", "--config", config.toString()),
                Stream.concat(Stream.of("--orders", socket().toString()), Stream.of(more)))
            .toArray(String[]::new);
    Process agent =
        new ProcessBuilder(TestJvm.command(List.of(), Main.class, arguments))
            .redirectError(folder.resolve("err").toFile())
            .start();
    agents.add(agent);
    return agent;
  }

  /** Runs a command, again and again until the agent listens. */
  private void awaitOrders() throws InterruptedException {
    for (int i = 0; i < 600 && run("resume") != ExitCode.FINE.code(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(complaint()).isEmpty();
  }

  private int run(String... arguments) {
    return runPlain(
        Stream.concat(Stream.of(arguments), Stream.of("--orders", socket().toString()))
            .toArray(String[]::new));
  }

  private int runPlain(String... arguments) {
    output.clear();
    return AllCommands.of(CommandOutput.NO_AGENT, output.around()).execute(arguments);
  }

  private String text() {
    return output.text();
  }

  private String complaint() {
    return output.complaint();
  }

  private void allOrdersWork() throws IOException {
    assertThat(run("pause", "--for", "1h")).isZero();
    assertThat(text()).startsWith("paused: plans are kept back\nit ends by itself in 3");
    assertThat(run("pause", "--customer", "acme", "--json")).isZero();
    assertThat(text()).isEqualTo("{\"paused\":true,\"paused_customers\":[\"acme\"]}\n");
    assertThat(run("resume")).isZero();
    assertThat(text()).isEqualTo("paused: acme\n");
    assertThat(run("resume", "--customer", "acme")).isZero();
    assertThat(text()).isEqualTo("nothing is paused\n");
    assertThat(run("shrink", "acme-001", "--keep", "0B", "--dry-run")).isZero();
    assertThat(text()).startsWith("user_0/acme-001: held ").contains("; would free ");
    assertThat(run("shrink", "user_0/acme-001", "--keep", "0B")).isZero();
    assertThat(text()).startsWith("user_0/acme-001: held ");
    assertThat(run("shrink", "acme-01", "--keep", "0B")).isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint()).endsWith("no device acme-01; did you mean 'acme-001'?\n");
    assertThat(run("pause", "--customer", "amce")).isEqualTo(ExitCode.NO_SUCH.code());
    assertThat(complaint()).endsWith("no customer amce; did you mean 'acme'?\n");
    write("300ms");
    assertThat(run("reload")).isZero();
    assertThat(text()).isEqualTo("tick 200ms -> 300ms\n");
    write("0s");
    assertThat(run("reload")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(complaint()).contains("The configuration before goes on: ", "agent.yaml:2: tick:");
    write("200ms");
    assertThat(run("reload")).isZero();
  }

  @Test
  void ordersWork_withoutAnApi_andAreWrittenDown_andAfterKill9TheNextAgentTakesThem()
      throws Exception {
    Process killed = start();
    awaitOrders();
    allOrdersWork();
    assertThat(killed.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(socket()).exists();
    assertThat(run("pause")).isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint()).startsWith("tcmu-reclaim: no agent takes orders at " + socket());

    Process next = start();
    awaitOrders();
    assertThat(run("pause")).isZero();
    next.destroy();
    assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(next.exitValue()).isZero();
    assertThat(socket()).doesNotExist();
    assertThat(folder.resolve("err")).isEmptyFile();

    List<OrderEntry> orders = new JournalReader(folder.resolve("ledger")).orders();
    assertThat(orders)
        .extracting(OrderEntry::order)
        .containsSubsequence(
            "pause --for 3600s",
            "pause --customer acme",
            "resume",
            "resume --customer acme",
            "shrink acme-001 --keep 0B --dry-run",
            "shrink user_0/acme-001 --keep 0B",
            "shrink acme-01 --keep 0B",
            "pause --customer amce",
            "reload",
            "reload",
            "pause");
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order.userId()).isEqualTo(PeerCredentials.ofThisProcess().userId());
              assertThat(order.processId()).isEqualTo((int) ProcessHandle.current().pid());
              assertThat(order.origin()).isEqualTo("the command line");
            });
    assertThat(orders).filteredOn(order -> !order.done()).hasSize(3);
  }

  /** Root may say that it passes an order on, and is then limited as the server is. */
  @Test
  void server_mayPassOnWhatTheConfigurationLists() throws Exception {
    Process agent = start();
    awaitOrders();
    Origin page = Origin.server("page\n");
    assertThat(passedOn(page, new Order.Pause(Optional.empty(), 0)))
        .isInstanceOfSatisfying(
            OrderAnswer.Paused.class,
            paused -> assertThat(paused.endsInSeconds()).isBetween(1L, 3600L));
    Order.Task resume = new Order.Resume(Optional.empty());
    assertThat(passedOn(page, resume)).isEqualTo(new OrderAnswer.Paused(false, List.of(), 0, 0));
    assertThat(run("pause")).isZero();
    assertThat(passedOn(page, resume))
        .isEqualTo(
            new OrderAnswer.Refused(
                OrderAnswer.Reason.NOT_ALLOWED,
                "this pause was given on the host, and the server may only end its own; on the"
                    + " host itself: tcmu-reclaim resume"));
    assertThat(run("pause", "--customer", "acme", "--json")).isZero();
    assertThat(text()).isEqualTo("{\"paused\":true,\"paused_customers\":[\"acme\"]}\n");
    assertThat(passedOn(page, new Order.Reload(false)))
        .isEqualTo(
            new OrderAnswer.Refused(
                OrderAnswer.Reason.NOT_ALLOWED,
                "the server may not pass on 'reload'; on the host itself: tcmu-reclaim reload"));
    assertThat(passedOn(page, new Order.Shrink("acme-001", 0, true)))
        .isInstanceOf(OrderAnswer.Shrunk.class);
    agent.destroy();
    assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new JournalReader(folder.resolve("ledger")).orders())
        .filteredOn(order -> order.origin().equals("the server"))
        .extracting(OrderEntry::order, OrderEntry::token, OrderEntry::done)
        .containsExactly(
            tuple("pause", "page\\u000a", true),
            tuple("resume", "page\\u000a", true),
            tuple("resume", "page\\u000a", false),
            tuple("shrink acme-001 --keep 0B --dry-run", "page\\u000a", true),
            tuple("reload", "page\\u000a", false));
  }

  private OrderAnswer passedOn(Origin origin, Order.Task task) {
    return OrderClient.give(socket(), new Order(origin, task));
  }

  @Test
  void ordersWork_whileIdleClientsTakeThePlacesOfTheApi() throws Exception {
    Process agent = start("--api", "127.0.0.1:0");
    List<SocketChannel> idle = new ArrayList<>();
    try (BufferedReader lines = agent.inputReader(StandardCharsets.UTF_8)) {
      int port = port(lines);
      for (int i = 0; i < API_CONNECTIONS; i++) {
        idle.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      }
      awaitOrders();
      allOrdersWork();
    } finally {
      for (SocketChannel one : idle) {
        one.close();
      }
    }
  }

  private static int port(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains("live page: http://127.0.0.1:")) {
      line = lines.readLine();
    }
    assertThat(line).isNotNull();
    return Integer.parseInt(line.replaceFirst(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
  }

  @Test
  void commands_sayWhatToDo_whereNoAgentTakesOrders() {
    assertThat(run("pause")).isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint())
        .startsWith("tcmu-reclaim: no agent takes orders at " + socket() + "; 'systemctl start")
        .contains("--api");
    assertThat(run("pause", "--api", "127.0.0.1:1")).isEqualTo(ExitCode.USAGE.code());
    assertThat(complaint()).contains("--orders or --api, not both");
    assertThat(runPlain("pause", "--api", "127.0.0.1:1", "--for", "1h"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(complaint()).contains("order socket only");
    assertThat(runPlain("pause", "--api", "127.0.0.1:1")).isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(complaint()).startsWith("tcmu-reclaim: no server at 127.0.0.1:1");
  }
}
