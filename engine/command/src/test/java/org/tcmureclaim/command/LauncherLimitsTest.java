package org.tcmureclaim.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.cli.ClassPathJar;
import org.tcmureclaim.manual.ExitCode;

/** The launcher where few open files are allowed: Java keeps each jar of its class path open. */
class LauncherLimitsTest {
  private static final Pattern NEEDED =
      Pattern.compile(
          "tcmu-reclaim: only ([0-9]+) open files are allowed and ([0-9]+) are needed; raise the"
              + " limit \\(ulimit -n 1024; systemd: LimitNOFILE=1024\\)\n");

  private static final Pattern NO_API =
      Pattern.compile(
          "warning: no API: the server cannot be started: [^?]+\\. Where files are short, allow more"
              + " \\(ulimit -n\\)");

  @TempDir private static Path home = Path.of("");
  private static Path config = Path.of("");

  /** What a process said, and its code. */
  private record Run(int code, String told) {}

  /** As the build lays them out, each library a file of its own. */
  @BeforeAll
  static void install() throws IOException {
    Path target = home.resolve("engine/agent/target");
    Path libraries = Files.createDirectories(target.resolve("lib"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Path.of("../../bin/tcmu-reclaim"), home.resolve("bin/tcmu-reclaim"));
    List<Path> folders = new ArrayList<>();
    int number = 0;
    for (Path path : ClassPathJar.files()) {
      if (Files.isDirectory(path)) {
        folders.add(path);
      } else {
        Files.createSymbolicLink(libraries.resolve(++number + ".jar"), path);
      }
    }
    pack(folders, target.resolve("engine-agent-test.jar"));
    ClassPathJar.linkPrograms(home);
    config =
        Files.writeString(
            home.resolve("agent.yaml"),
            "simulated: {luns: 4, memory: 256MiB, speed: max}\napi: {listen: \"unix:"
                + home.resolve("api.sock")
                + "\"}\n");
  }

  private static void pack(List<Path> folders, Path jar) throws IOException {
    Set<String> names = new HashSet<>();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Path folder : folders) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
          files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
          String name = folder.relativize(file).toString();
          if (names.add(name)) {
            packed.putNextEntry(new JarEntry(name));
            packed.write(Files.readAllBytes(file));
            packed.closeEntry();
          }
        }
      }
    }
  }

  private static Run run(String limit, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit " + limit + "; exec \"$@\"", "bash", "bash"));
    command.add(home.resolve("bin/tcmu-reclaim").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), told);
  }

  private static Run agent(String limit) throws Exception {
    return run(limit, "agent", "--demo", "--for", "5s", "--config", config.toString());
  }

  /** By the launcher's own word, which is asked for with too few. */
  private static int needed() throws Exception {
    Run refused = agent("-n 24");
    Matcher said = NEEDED.matcher(refused.told());
    assertThat(said.matches()).as(refused.told()).isTrue();
    assertThat(said.group(1)).isEqualTo("24");
    assertThat(refused.code()).isEqualTo(ExitCode.HOST_NOT_READY.code());
    return Integer.parseInt(Objects.requireNonNull(said.group(2)));
  }

  @Test
  void oneFileTooFew_isRefusedInASentence_andFromThereOnAnAgentRuns() throws Exception {
    int needed = needed();
    Run refused = agent("-n " + (needed - 1));
    assertThat(refused.code()).isEqualTo(ExitCode.HOST_NOT_READY.code());
    assertThat(refused.told()).matches(NEEDED);
    for (int limit : new int[] {needed, needed + 4, needed + 8, needed + 64}) {
      Run run = agent("-n " + limit);
      assertThat(run.code()).as(limit + ": " + run.told()).isZero();
      assertThat(run.told()).as("at " + limit).doesNotContain("\tat ").contains("summary: 5.0s");
      List<String> without = run.told().lines().filter(line -> line.contains("no API")).toList();
      assertThat(without).as("at " + limit).allMatch(line -> NO_API.matcher(line).matches());
      // In between, it is up to the JVM: one of release 25 needs fewer files to start a program.
      if (limit == needed || limit == needed + 64) {
        assertThat(without.isEmpty()).as("at " + limit).isEqualTo(limit != needed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "doctor", "status --demo", "--version", "explain a --demo"})
  void everyCommand_withAsFewFilesAsAreNeeded_showsNoStackTrace(String command) throws Exception {
    String[] arguments = (command.equals("check") ? "check " + config : command).split(" ");
    assertThat(run("-n " + needed(), arguments).told()).doesNotContain("\tat ");
  }

  @Test
  void softLimitThatIsTooLow_isRaised() throws Exception {
    needed();
    assertThat(agent("-Sn 24").code()).isZero();
  }
}
