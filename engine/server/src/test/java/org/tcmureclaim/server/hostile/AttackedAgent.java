package org.tcmureclaim.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.Main;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.address.SelfSigned;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.ImageReader;
import org.tcmureclaim.image.TickImage;

/**
 * An agent of its own process on a simulated host, that ticks ten times a second and has an API at
 * a Unix socket, over TCP and over TLS. Whether it serves them itself or has a process for it, is
 * looked up.
 */
final class AttackedAgent implements AutoCloseable {
  static final double TICKS_PER_SECOND = 10;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final String TOKEN = "a-token-of-enough-letters";

  /** As bin/tcmu-reclaim starts it. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms64m",
          "-Xmx64m",
          "-Xmn12m",
          "-XX:SurvivorRatio=2",
          "-XX:TargetSurvivorRatio=90",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:MaxDirectMemorySize=8m",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dio.netty.allocator.numDirectArenas=1",
          "-Dio.netty.allocator.numHeapArenas=1",
          "-Dio.netty.noUnsafe=true",
          "-Dvertx.disableDnsResolver=true");

  private final Path folder;
  private final Process process;
  private final Path unix;
  private final int tcp;
  private final int tls;
  private @Nullable ImageReader image;
  private @Nullable ProcessHandle server;

  private AttackedAgent(Path folder, Process process, Path unix, int tcp, int tls) {
    this.folder = folder;
    this.process = process;
    this.unix = unix;
    this.tcp = tcp;
    this.tls = tls;
  }

  /** Starts one that keeps its files in this folder; it answers at all its addresses. */
  static AttackedAgent start(Path folder) throws IOException {
    SelfSigned.issue(folder, "server", "IP:127.0.0.1");
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(
        folder.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
    Path unix = folder.resolve("api/api.sock");
    int tcp = freePort();
    int tls = freePort();
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
            simulated: {speed: 1, luns: 256, memory: 6GiB, global_limit: 6GiB, day: 60s}
            """
                .formatted(token, folder.resolve("server.crt"), folder.resolve("server.key")));
    List<String> options =
        Stream.concat(OPTIONS.stream(), Stream.of("-Xlog:gc:file=" + folder.resolve("gc.log")))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(
            TestJvm.command(
                options,
                Main.class,
                "agent",
                "--host",
                "simulated",
                "--config",
                config.toString(),
                "--api",
                "unix:%s,127.0.0.1:%d,https://127.0.0.1:%d".formatted(unix, tcp, tls)));
    String unusedBefore = builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    AttackedAgent agent = new AttackedAgent(folder, process, unix, tcp, tls);
    agent.awaitAnswers();
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

  void awaitAnswers() {
    awaitAnswer(unix(), false);
    awaitAnswer(tcp(), false);
    awaitAnswer(tls(), true);
  }

  /** While others are attacked: clients of this machine are not shut out. */
  void awaitLocalAnswer() {
    awaitAnswer(unix(), false);
  }

  private void awaitAnswer(SocketAddress address, boolean encrypted) {
    long begun = System.nanoTime();
    while (!answers(address, encrypted)) {
      assertThat(process.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime() - begun).as(address + ": " + said()).isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(100_000_000);
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

  /** The newest tick that it has left for other processes. */
  TickImage newestTick() throws IOException {
    ImageReader reader = image;
    if (reader == null) {
      RunFiles files = RunFiles.simulated(folder.resolve("tcmu-reclaim")).get(0);
      reader = ImageReader.open(files.tick());
      image = reader;
    }
    TickImage tick = new TickImage();
    var unused = reader.read(tick, false);
    return tick;
  }

  long ticks() throws IOException {
    return newestTick().of(HostFigure.TICK);
  }

  /** How many ticks took at most so many seconds, since the start, as {@code /metrics} has them. */
  TickTimes tickTimes() throws IOException {
    return TickTimes.parse(Question.ask(unix(), false, "/metrics", TOKEN));
  }

  /** Times that all its threads stood still for the garbage collector. */
  long collections() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
      return lines.filter(line -> line.contains("Pause")).count();
    }
  }

  static long descriptors(ProcessHandle process) {
    String[] open = Path.of("/proc", process.pid() + "", "fd").toFile().list();
    return open == null ? 0 : open.length;
  }

  static long residentBytes(ProcessHandle process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("it has ended");
  }

  static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it by SIGTERM; it says how. */
  int end() throws InterruptedException {
    boolean asked = process.toHandle().destroy();
    assertThat(asked).isTrue();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
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
