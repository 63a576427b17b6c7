package org.tcmureclaim.server.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.address.SelfSigned;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.ImageReader;
import org.tcmureclaim.image.TickImage;

/**
 * An agent of its own process on a simulated host, that has an API at a Unix socket, over TCP and
 * over TLS, and sends metrics to a collector. Whether it serves them itself or has a process for
 * it, is looked up: it may be one of an older build.
 */
final class AttackedAgent implements AutoCloseable {
  static final String TOKEN = "a-token-of-enough-letters";

  private static final int TICK_MILLIS = 100;

  /** Until an agent counts as one that has stopped to answer. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final long PATIENCE_AT_START_NANOS = 300_000_000_000L;

  private final Path folder;
  private final Process process;
  private final Path unix;
  private final int tcp;
  private final int tls;
  private final int collector;
  private @Nullable ImageReader image;
  private @Nullable ProcessHandle server;

  private AttackedAgent(Path folder, Process process, Path unix, int tcp, int tls, int collector) {
    this.folder = folder;
    this.process = process;
    this.unix = unix;
    this.tcp = tcp;
    this.tls = tls;
    this.collector = collector;
  }

  /**
   * Starts one; it answers at all its addresses.
   *
   * @param folder where it keeps its files; empty
   * @param tickMillis from tick to tick, a divisor of 100: the fewest that are allowed, of which
   *     simulated time may pass faster
   * @param command that starts an agent, with {@code -Xlog:gc:file=gc-%p.log} in this folder
   */
  static AttackedAgent start(Path folder, int tickMillis, ProcessBuilder command)
      throws IOException {
    SelfSigned.issue(folder, "server", "IP:127.0.0.1");
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(
        folder.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
    Path unix = folder.resolve("api/api.sock");
    int tcp = freePort();
    int tls = freePort();
    int collector = freePort();
    Path config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: act
            tick: 100ms
            pressure: {fast_sampling: {interval: 100ms, for: 5s}}
            api:
              token_file: %s
              tls_certificate_file: %s
              tls_key_file: %s
            metrics: {otlp_url: "http://127.0.0.1:%d/v1/metrics", otlp_every: 1s}
            simulated: {speed: %d, luns: 256, memory: 6GiB, global_limit: 6GiB, day: 60s}
            """
                .formatted(
                    token,
                    folder.resolve("server.crt"),
                    folder.resolve("server.key"),
                    collector,
                    TICK_MILLIS / tickMillis));
    List<String> words = new ArrayList<>(command.command());
    words.addAll(
        List.of(
            "agent",
            "--host",
            "simulated",
            "--config",
            config.toString(),
            "--api",
            "unix:%s,127.0.0.1:%d,https://127.0.0.1:%d".formatted(unix, tcp, tls)));
    String unusedBefore = command.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process =
        command
            .command(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    AttackedAgent agent = new AttackedAgent(folder, process, unix, tcp, tls, collector);
    try {
      agent.awaitAnswer(agent.unix(), false, PATIENCE_AT_START_NANOS);
      long unused = agent.awaitAnswers();
    } catch (IOException e) {
      agent.close();
      throw e;
    }
    return agent;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  SocketAddress unix() {
    return UnixDomainSocketAddress.of(unix);
  }

  SocketAddress tcp() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp);
  }

  SocketAddress tls() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tls);
  }

  /** The port at which its collector would be; nothing listens there. */
  int collector() {
    return collector;
  }

  /** The process that answers: the agent, or the one that it has started for it. */
  ProcessHandle server() {
    ProcessHandle found = server;
    if (found == null || !found.isAlive()) {
      found = process.descendants().findFirst().orElse(process.toHandle());
      server = found;
    }
    return found;
  }

  ProcessHandle agent() {
    return process.toHandle();
  }

  boolean hasServerOfItsOwn() {
    return !server().equals(agent());
  }

  /**
   * How long it took until it answered at each of its addresses, in nanoseconds.
   *
   * @throws IOException where it does not within a minute, or has ended
   */
  long awaitAnswers() throws IOException {
    long begun = System.nanoTime();
    awaitAnswer(unix(), false, PATIENCE_NANOS);
    awaitAnswer(tcp(), false, PATIENCE_NANOS);
    awaitAnswer(tls(), true, PATIENCE_NANOS);
    return System.nanoTime() - begun;
  }

  /** While others are attacked: clients of this machine are not shut out. */
  void awaitLocalAnswer() throws IOException {
    awaitAnswer(unix(), false, PATIENCE_NANOS);
  }

  private void awaitAnswer(SocketAddress address, boolean encrypted, long patienceNanos)
      throws IOException {
    long begun = System.nanoTime();
    while (!answers(address, encrypted)) {
      if (!process.isAlive()) {
        throw new IOException("the agent ended with code " + process.exitValue() + ": " + said());
      }
      if (System.nanoTime() - begun > patienceNanos) {
        throw new IOException("no answer at " + address + " in time: " + said());
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static boolean answers(SocketAddress address, boolean encrypted) {
    try {
      return Question.ask(address, encrypted, "/api/v1/status", TOKEN).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Whether ticks can be followed without asking its API. */
  boolean leavesAnImage() {
    return !RunFiles.simulated(folder.resolve("tcmu-reclaim")).isEmpty();
  }

  /** Its ticks since the start: of its image, or of an answer where it leaves none. */
  TickTimes ticks() throws IOException {
    if (!leavesAnImage()) {
      return TickTimes.parse(metrics());
    }
    return TickTimes.of(newest().durations());
  }

  private TickImage newest() throws IOException {
    ImageReader reader = image;
    if (reader == null) {
      reader = ImageReader.open(RunFiles.simulated(folder.resolve("tcmu-reclaim")).get(0).tick());
      image = reader;
    }
    TickImage tick = new TickImage();
    var unused = reader.read(tick, false);
    return tick;
  }

  /** How often the thread that decides has waited since the start. */
  long waits() throws IOException {
    return ProcessFigures.waitsOfDecider(agent());
  }

  /** Ticks, decisions and reports that were lost since the start; 0 where it leaves no image. */
  long lost() throws IOException {
    if (!leavesAnImage()) {
      return 0;
    }
    TickImage tick = newest();
    return tick.of(HostFigure.RECORDER_LOST_TICKS)
        + tick.of(HostFigure.JOURNAL_DROPPED)
        + tick.of(HostFigure.REPORTS_DROPPED);
  }

  /** Connections that were ended because of a limit, since the start; 0 where it has no limits. */
  long cutOff() throws IOException {
    for (String line : metrics().lines().toList()) {
      if (line.startsWith("tcmu_reclaim_api_connections_cut_off_total")) {
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')).strip());
      }
    }
    return 0;
  }

  private String metrics() throws IOException {
    return Question.ask(unix(), false, "/metrics", TOKEN);
  }

  /** Times that all threads of the agent stood still for its garbage collector. */
  long collections() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("gc-" + process.pid() + ".log"))) {
      return lines.filter(line -> line.contains("Pause")).count();
    }
  }

  /** Has it end by SIGTERM, and says its code; -1 where it has not ended within a minute. */
  int end() throws InterruptedException {
    boolean unused = process.toHandle().destroy();
    return process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() throws IOException {
    if (image != null) {
      image.close();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var unused = process.destroyForcibly();
  }
}
