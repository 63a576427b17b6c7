package org.tcmureclaim.agent.assembly;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.ServeRunner;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.manual.ExitCode;

/**
 * The server of a simulated host: a process that the agent starts, starts again when it ends by
 * itself, and ends. It ends by itself too when its standard input does, which it does however the
 * agent ends. On a real host its own unit starts it.
 */
final class ServeProcess implements AutoCloseable {
  /** Set by the launcher, to itself. */
  private static final String LAUNCHER = "tcmureclaim.launcher";

  private static final String MAIN = "org.tcmureclaim.server.Main";
  private static final long AGAIN_MILLIS = 1_000;
  private static final long PATIENCE_MILLIS = 5_000;

  private final Optional<List<String>> command;
  private final Notices notices;
  private final Workers workers;
  private @Nullable Worker worker;
  private @Nullable Process running;
  private boolean ending;

  private ServeProcess(Optional<List<String>> command, Notices notices, Workers workers) {
    this.command = command;
    this.notices = notices;
    this.workers = workers;
  }

  /** One that is not started yet; empty on a real host, and where no API is wanted. */
  static ServeProcess of(
      LoadedConfig loaded, HostKind host, RunFiles files, Notices notices, Workers workers) {
    boolean wanted = host == HostKind.SIMULATED && isWanted(loaded.config());
    return new ServeProcess(
        wanted ? Optional.of(command(loaded, files)) : Optional.empty(), notices, workers);
  }

  /** Starts it, on a thread of its own. */
  void begin() {
    if (command.isPresent()) {
      worker =
          workers.start(
              "serve", "starts the server and hears it", self -> run(self, command.get()));
    }
  }

  /** Whether a configuration wants a server. */
  static boolean isWanted(AgentConfig config) {
    return !addresses(config).isEmpty() || config.metrics().otlpUrl().isPresent();
  }

  private static List<ApiAddress> addresses(AgentConfig config) {
    return config.api().listen().orElse(List.of());
  }

  private static List<String> command(LoadedConfig loaded, RunFiles files) {
    List<String> command = new ArrayList<>(program());
    List<ApiAddress> addresses = addresses(loaded.config());
    command.addAll(
        List.of(
            "serve",
            "--demo",
            "--config",
            loaded.file().toAbsolutePath().toString(),
            "--api",
            addresses.isEmpty()
                ? "off"
                : addresses.stream().map(ApiAddress::toString).collect(Collectors.joining(",")),
            "--run-dir",
            files.folder().toString(),
            "--child-of",
            files.suffix()));
    return command;
  }

  /** The launcher, which knows the server's class path; where there is none, this JVM once more. */
  private static List<String> program() {
    String launcher = System.getProperty(LAUNCHER);
    if (launcher != null) {
      return List.of(launcher);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        MAIN);
  }

  private void run(Worker self, List<String> program) throws InterruptedException {
    while (!self.isEnding()) {
      Process process = start(program);
      if (process == null || !isToStartAgain(process)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    }
  }

  private synchronized @Nullable Process start(List<String> program) {
    if (ending) {
      return null;
    }
    try {
      running = new ProcessBuilder(program).redirectErrorStream(true).start();
    } catch (IOException e) {
      // From JDK 25 on, lines of advice about the JVM's own helper follow the first.
      String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      notices.warn(
          "no API: the server cannot be started: %s. Where files are short, allow more (ulimit -n)"
              .formatted(cause));
      running = null;
    }
    return running;
  }

  /** Hears it until it ends. */
  private boolean isToStartAgain(Process process) throws InterruptedException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        tell(line);
      }
    } catch (IOException e) {
      // It has ended, or is about to.
    }
    int code = process.waitFor();
    synchronized (this) {
      if (ending) {
        return false;
      }
    }
    if (isFinal(code)) {
      notices.warn("no API: the server ended with code " + code);
      return false;
    }
    notices.warn("the server ended with code " + code + "; it is started again");
    return true;
  }

  private static boolean isFinal(int code) {
    return Stream.of(ExitCode.values())
        .filter(known -> known == ExitCode.FINE || known.isFinal())
        .anyMatch(known -> known.code() == code);
  }

  /** A line that begins as sd-daemon(3) has it, or what a JVM or the launcher said. */
  private void tell(String line) {
    if (line.startsWith(ServeRunner.INFO)) {
      notices.info(line.substring(ServeRunner.INFO.length()));
    } else if (line.startsWith(ServeRunner.WARNING)) {
      notices.warn(line.substring(ServeRunner.WARNING.length()));
    } else if (!line.isBlank()) {
      notices.warn("server: " + line);
    }
  }

  /** Ends it, by force where it does not by itself. */
  @Override
  public void close() {
    Process process;
    synchronized (this) {
      ending = true;
      process = running;
    }
    Worker hearing = worker;
    if (hearing == null) {
      return;
    }
    hearing.interrupt();
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
      process.destroy();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        var unused = process.destroyForcibly();
      }
      boolean unused = hearing.join(PATIENCE_MILLIS);
    } catch (IOException e) {
      var unused = process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
