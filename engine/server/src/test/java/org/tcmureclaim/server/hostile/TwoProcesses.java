package org.tcmureclaim.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.ImageReader;
import org.tcmureclaim.image.TickImage;

/**
 * An agent and a server that neither starts the other, as on a real host. The agent's host is
 * simulated, and names its files after its process; they are in the folder that the server reads
 * under the names of a real host.
 */
final class TwoProcesses implements AutoCloseable {
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xms24m", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final Path config;
  private final RunFiles host;
  private final Thread naming = new Thread(this::nameFiles, "naming");
  private volatile boolean ended;
  private volatile @Nullable Process agent;
  private @Nullable Process server;

  TwoProcesses(Path folder) throws IOException {
    this.folder = folder;
    this.host = RunFiles.in(folder.resolve("run"));
    this.config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            """
            mode: act
            tick: 100ms
            ledger: {directory: %s}
            api: {orders: [pause]}
            simulated: {speed: 1, luns: 64, memory: 1GiB, global_limit: 1GiB, day: 60s}
            """
                .formatted(journal()));
    Path unused = Files.createDirectory(host.folder());
    naming.setDaemon(true);
    naming.start();
  }

  Path journal() {
    return folder.resolve("ledger");
  }

  Path orders() {
    return folder.resolve("orders/orders");
  }

  /** Where an agent on a simulated host leaves its files. */
  Path simulated() {
    return folder.resolve("xdg/tcmu-reclaim");
  }

  /** Where an agent on a real host leaves its files, and the server and commands look for them. */
  Path runFolder() {
    return host.folder();
  }

  Path api() {
    return folder.resolve("serve/api.sock");
  }

  void startAgent() throws IOException {
    startAgent(List.of());
  }

  /**
   * The same.
   *
   * @param starter the beginning of a command that starts another one as another user or group
   */
  void startAgent(List<String> starter) throws IOException {
    agent =
        start(
            starter,
            org.tcmureclaim.agent.Main.class,
            "agent",
            "--host",
            "simulated",
            "--config",
            config.toString(),
            "--orders",
            orders().toString());
  }

  void startServer() throws IOException {
    server =
        start(
            List.of(),
            org.tcmureclaim.server.Main.class,
            "serve",
            "--config",
            config.toString(),
            "--run-dir",
            host.folder().toString(),
            "--api",
            "unix:" + api());
  }

  private Process start(List<String> starter, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.addAll(TestJvm.command(OPTIONS, main, arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    String unusedBefore =
        builder.environment().put("XDG_RUNTIME_DIR", folder.resolve("xdg").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
        .start();
  }

  Process agent() {
    return Objects.requireNonNull(agent);
  }

  Process server() {
    return Objects.requireNonNull(server);
  }

  String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  /** What the server answers, without a head; empty where none is reached. */
  String status() {
    try {
      return Question.ask(UnixDomainSocketAddress.of(api()), false, "/api/v1/status", "");
    } catch (IOException e) {
      return "";
    }
  }

  long ticks() throws IOException {
    try (ImageReader reader = ImageReader.open(host.tick())) {
      TickImage tick = new TickImage();
      var unused = reader.read(tick, false);
      return tick.of(HostFigure.TICK);
    }
  }

  interface Check {
    boolean holds() throws IOException;
  }

  void await(String what, Check check) throws IOException {
    long begun = System.nanoTime();
    while (!check.holds()) {
      assertThat(System.nanoTime() - begun).as("%s; %s", what, said()).isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Keeps the files of the newest agent where a real host has them; a killed one's stay. */
  private void nameFiles() {
    while (!ended) {
      Process running = agent;
      for (RunFiles files : RunFiles.simulated(simulated())) {
        if (running != null && files.simulatedPid().orElse(0) == running.pid()) {
          name(files.tick(), host.tick());
          name(files.state(), host.state());
        }
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static void name(Path file, Path name) {
    try {
      if (Files.exists(name) && Files.isSameFile(file, name)) {
        return;
      }
      Path draft = name.resolveSibling("." + name.getFileName());
      boolean unusedBefore = Files.deleteIfExists(draft);
      Path unusedLink = Files.createLink(draft, file);
      Path unusedName = Files.move(draft, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // It is not there, or its folder is not: looked at again.
    }
  }

  @Override
  public void close() {
    ended = true;
    for (Process one : new @Nullable Process[] {agent, server}) {
      if (one != null) {
        var unused = one.destroyForcibly().onExit().join();
      }
    }
    try {
      naming.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
