package org.tcmureclaim.command.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.agent.cli.CommandOutput;
import org.tcmureclaim.agent.cli.RefusedException;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.manual.ExitCode;
import picocli.CommandLine;

/** JSON of whatever answers the commands of an operator: of another version, or no agent at all. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AgentAnswerFuzzTest {
  private static final String DEVICE =
      "{\"device\":\"user_0/gold-1\",\"customer\":\"gold\",\"resident_pages\":5,\"tail_pages\":4,\"idle_seconds\":1.5,\"verdict_meaning\":\"kept\",\"dry_run\":false,\"problem\":\"\",\"expected_pages\":4,\"result\":\"freed\",\"freed_pages\":4}";
  private static final String DECISION =
      "{\"number\":7,\"epoch_millis\":1795392000000,\"urgency\":\"urgent\",\"trigger\":\"memory_low\",\"result\":\"freed\",\"freed_pages\":5,\"demand_pages\":5,\"planned_pages\":5,\"duration_millis\":0.5,\"problem\":\"\",\"devices\":[{\"device\":\"user_0/a\",\"customer\":\"gold\",\"keep_pages\":1,\"expected_pages\":4,\"verdict\":\"chosen\"}]}";
  private static final String STATUS =
      "{\"agent\":{\"host\":\"linux\",\"mode\":\"act\",\"truncator\":\"shim\",\"policy\":\"lru\",\"truncator_reason\":\"x\",\"policy_jars\":[\"a.jar\"]},\"paused\":true,\"paused_customers\":[\"gold\"],\"health\":{\"stale\":true,\"tick_age_seconds\":41.5,\"last_end\":\"x\",\"starts_last_hour\":2,\"workers\":[{\"name\":\"journal\",\"task\":\"x\",\"running\":true,\"busy_seconds\":31.0,\"restarts\":3,\"problem\":\"x\"}]},\"memory\":{\"available_bytes\":1,\"total_bytes\":2,\"true_available_bytes\":1},\"pressure\":{\"some_stall_share\":0.1,\"full_stall_share\":0.0},\"urgency\":\"idle\",\"trigger\":\"none\",\"at_seconds\":5.0,\"demand_pages\":0,\"devices\":1,\"resident_pages\":5,\"tail_pages\":4,\"customers\":[{\"customer\":\"gold\",\"devices\":1,\"resident_pages\":5,\"tail_pages\":4}],\"counters\":{\"decisions\":1,\"truncations\":1,\"freed_pages\":5,\"came_back_pages\":1}";
  private static final String CUSTOMER =
      "{\"customer\":\"gold\",\"devices\":1,\"resident_pages\":5,\"tail_pages\":4,\"min_bytes\":1,\"low_bytes\":null,\"high_bytes\":0,\"max_bytes\":9,\"paused\":true}";

  private static final Path SOCKET = listen();
  private static volatile byte[] body = new byte[0];
  private static final Map<String, FuzzTarget.Body> COMMANDS =
      Map.of(
          "status", command(StatusCommand::new),
          "devices", command(DevicesCommand::new),
          "customers", command(CustomersCommand::new),
          "decisions", command(DecisionsCommand::new),
          "top", command(TopCommand::new, "--once"),
          "pause", command(PauseCommand::new),
          "reload", command(ReloadCommand::new),
          "shrink", command(ShrinkCommand::new, "gold-1", "--keep", "0B"));

  private static Path listen() {
    try {
      Path folder = Files.createTempDirectory("tcmu-reclaim-fuzz-");
      Path socket = folder.resolve("api.sock");
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread answering = new Thread(() -> answerAll(server), "answering");
      answering.setDaemon(true);
      answering.start();
      socket.toFile().deleteOnExit();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answerAll(ServerSocketChannel server) {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        int unused = client.read(ByteBuffer.allocate(4096));
        byte[] json = body;
        String head =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length
                + "\r\nConnection: close\r\n\r\n";
        write(client, head.getBytes(StandardCharsets.US_ASCII));
        write(client, json);
      } catch (IOException e) {
        // The command has seen enough.
      }
    }
  }

  private static void write(SocketChannel client, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      client.write(left);
    }
  }

  /** One command, whose arguments are read once. */
  private static FuzzTarget.Body command(
      Function<Surroundings, Callable<Integer>> make, String... arguments) {
    CommandOutput output = new CommandOutput();
    Callable<Integer> command =
        make.apply(output.around(Map.of("TCMU_RECLAIM_API", "unix:" + SOCKET)));
    var unused = new CommandLine(command).parseArgs(arguments);
    return input -> {
      body = input;
      output.clear();
      int end = command.call();
      String told = output.text() + output.complaint();
      if (end != ExitCode.FINE.code() || !told.codePoints().allMatch(HarmlessText::isHarmless)) {
        throw new AssertionError("ended with " + end + ": " + told);
      }
    };
  }

  static List<FuzzTarget> targets() {
    return COMMANDS.entrySet().stream()
        .map(
            command ->
                FuzzTarget.ofBytes("answer-" + command.getKey(), command.getValue())
                    .refusing(HostException.class, RefusedException.class)
                    .seeds(
                        STATUS + ",\"items\":[" + DECISION + "],\"total\":1}",
                        STATUS + ",\"items\":[" + DEVICE + "],\"total\":1,\"next_offset\":null}",
                        "{\"items\":[" + CUSTOMER + "],\"next_offset\":1}",
                        DEVICE,
                        "{\"paused\":false,\"paused_customers\":[],\"lost_promises\":[\"x\"],\"held_seconds\":60}",
                        "{\"at_once\":[\"tick 1s -> 2s\"],\"after_restart\":[\"x\"]}",
                        "null",
                        "[]")
                    .words("null", "[]", "{}", "-1", "\"\"", "true", "1e99", "\\u001b[2J"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
