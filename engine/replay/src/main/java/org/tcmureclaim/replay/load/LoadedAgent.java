package org.tcmureclaim.replay.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent of its own process, as bin/tcmu-reclaim starts it, on a simulated host. */
final class LoadedAgent implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("live page: http://127\\.0\\.0\\.1:(\\d+)/");
  private static final long PATIENCE_SECONDS = 10;

  /**
   * With larger data areas, what the simulation keeps of more LUNs does not fit beside an agent.
   */
  private static final int MOST_LUNS_OF_16_MEBIBYTES = 400;

  /** A little more than the data areas and the rest of the simulated host need. */
  private static final double MEMORY_PER_DATA_AREA = 1.5;

  private final Path folder;
  private final Process process;
  private final int port;
  private final long answerNanos;
  private final AtomicLong firstDecisionNanos;

  private LoadedAgent(
      Path folder, Process process, int port, long answerNanos, AtomicLong firstDecisionNanos) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.answerNanos = answerNanos;
    this.firstDecisionNanos = firstDecisionNanos;
  }

  /**
   * Starts one that ticks ten times a second.
   *
   * @param program bin/tcmu-reclaim
   */
  static LoadedAgent start(Path program, int luns) throws IOException {
    Path folder = Files.createTempDirectory("tcmu-reclaim-load");
    Path config = Files.writeString(folder.resolve("agent.yaml"), config(luns));
    long begun = LoadClock.nanos();
    Process process =
        new ProcessBuilder(
                program.toString(), "agent", "--host", "simulated", "--config", config.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    AtomicLong firstDecision = new AtomicLong();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      note(line, begun, firstDecision);
      Matcher page = PAGE.matcher(line);
      if (page.find()) {
        long answerNanos = LoadClock.nanos() - begun;
        drain(said, begun, firstDecision);
        return new LoadedAgent(
            folder, process, Integer.parseInt(page.group(1)), answerNanos, firstDecision);
      }
    }
    throw new IllegalStateException("the agent ended at once: " + all);
  }

  /** Memory is short enough for decisions, and the data areas fit into the limit of all. */
  private static String config(int luns) {
    int dataAreaMebibytes = luns <= MOST_LUNS_OF_16_MEBIBYTES ? 16 : 4;
    int gibibytes =
        (int) Math.max(1, Math.ceil(MEMORY_PER_DATA_AREA * dataAreaMebibytes * luns / 1024));
    return """
    mode: act
    tick: 100ms
    pressure: {fast_sampling: {interval: 100ms, for: 5s}}
    api: {listen: "127.0.0.1:0", device_metrics: 100}
    customers:
      - {name: acme, match: "user_0/acme-*"}
      - {name: birch, match: "user_0/birch-*"}
      - {name: corvid, match: "user_0/corvid-*"}
    simulated: {speed: 1, luns: %d, memory: %dGiB, global_limit: %dGiB, day: 60s, data_area: %dMiB}
    """
        .formatted(luns, gibibytes, gibibytes, dataAreaMebibytes);
  }

  private static void note(String line, long begun, AtomicLong firstDecision) {
    if (line.startsWith("decision ")) {
      boolean unused = firstDecision.compareAndSet(0, LoadClock.nanos() - begun);
    }
  }

  /** Its pipe must not fill up. */
  private static void drain(BufferedReader said, long begun, AtomicLong firstDecision) {
    Thread thread = new Thread(() -> readAll(said, begun, firstDecision), "agent-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static void readAll(BufferedReader said, long begun, AtomicLong firstDecision) {
    try {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        note(line, begun, firstDecision);
      }
    } catch (IOException e) {
      return; // It was closed because the agent is.
    }
  }

  int port() {
    return port;
  }

  /** What /metrics says. */
  AgentFigures figures() throws IOException {
    try (HttpWire wire = new HttpWire(port)) {
      wire.ask("/metrics");
      int status = wire.status();
      if (status != 200) {
        throw new IOException("/metrics: status " + status);
      }
      return AgentFigures.parse(new String(wire.body(), StandardCharsets.UTF_8));
    }
  }

  /** How long it took to begin. */
  StartTimes start() {
    return new StartTimes(answerNanos, firstDecisionNanos.get());
  }

  /** What the agent costs, and then what the server does where it has a process of its own. */
  List<ProcessCost> costs() throws IOException {
    List<ProcessCost> costs = new ArrayList<>();
    costs.add(ProcessCost.of("agent", process.toHandle()));
    Optional<ProcessHandle> server = process.descendants().findFirst();
    if (server.isPresent()) {
      costs.add(ProcessCost.of("server", server.get()));
    }
    return costs;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        var unused = process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.delete(folder.resolve("agent.yaml"));
    Files.delete(folder);
  }
}
