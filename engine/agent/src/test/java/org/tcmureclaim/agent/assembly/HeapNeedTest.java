package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.cli.TestJvm;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.HeapCheck;
import org.tcmureclaim.agent.config.HeapLimit;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.manual.ExitCode;

/** What is said to be needed, against what agents in processes of their own really keep. */
class HeapNeedTest {
  private static final long MIB = 1 << 20;
  private static final String SMALL = "day: 2s, data_area: 1MiB, speed: max";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} LUNs, {1} customers, {2}, {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "4    | 0    | policy: {name: lru}                                    | 16MiB",
        "1024 | 0    | policy: {name: predictive}                             | 1MiB",
        "600  | 0    | policy: {name: lru}                                    | 16MiB",
        "1024 | 1024 | 'policy: {name: lru}\nshadow: {policy: {name: predictive}}' | 1MiB",
        "512  | 512  | policy: {name: ladder}                                 | 64KiB",
        "512  | 512  | policy: {name: priced}                                 | 64KiB",
        "512  | 512  | policy: {name: tinylfu}                                | 64KiB",
        "16   | 960  | 'policy: {name: stock}\nshadow: {policy: {name: ladder}}' | 16MiB"
      })
  void need_isAboutWhatIsKept_orMore(int luns, int customers, String policies, String dataArea)
      throws Exception {
    Path file = write(luns, customers, policies, "day: 2s, speed: max, data_area: " + dataArea);
    long needBytes = HeapNeed.simulated(AgentConfig.load(file)).bytes();
    long keptBytes = keptBytes(file);
    assertThat((double) needBytes / keptBytes)
        .as("%d needed, %d kept", needBytes, keptBytes)
        .isBetween(0.9, 1.6);
  }

  @Test
  void need_growsWithLuns_customers_shadowAndDataAreas() throws Exception {
    long small = need(256, 64, "policy: {name: lru}", SMALL);
    assertThat(need(512, 64, "policy: {name: lru}", SMALL)).isGreaterThan(small);
    assertThat(need(256, 128, "policy: {name: lru}", SMALL)).isGreaterThan(small);
    assertThat(need(256, 64, "shadow: {policy: {name: lru}}", SMALL)).isGreaterThan(small);
    assertThat(need(256, 64, "policy: [{name: lru}, {name: ladder}]", SMALL)).isGreaterThan(small);
    assertThat(need(256, 64, "policy: {name: lru}", "data_area: 16MiB")).isGreaterThan(small);
  }

  @Test
  void heapThatIsTooSmall_isTold_withOneThatIsEnough() throws Exception {
    Path file = write(4096, 0, "policy: {name: lru}", "data_area: 16MiB");
    HeapCheck check = given(file, null, 61 * MIB);
    assertThat(check.problems())
        .singleElement()
        .asString()
        .startsWith(
            file
                + ": simulated.luns: 4096 LUNs of no customers, simulated with data areas of 16384"
                + " KiB need about ")
        .contains(" MiB of heap, and there are 61; TCMU_RECLAIM_HEAP=");
    long enough = Long.parseLong(check.problems().get(0).replaceFirst(".*HEAP=(\\d+)m.*", "$1"));
    assertThat(given(file, null, (enough - 3) * MIB).problems()).isEmpty();
  }

  @Test
  void reloadThatDoesNotFit_isANote() throws Exception {
    Path file = write(4096, 1024, "shadow: {policy: {name: ladder}}", "speed: 1");
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^simulated.*\n", ""));
    HeapCheck check = given(file, 4096, 77 * MIB);
    assertThat(check.problems()).isEmpty();
    assertThat(check.notes()).singleElement().asString().contains("to read ", "again");
    assertThat(given(file, 4096, 125 * MIB).notes()).isEmpty();
  }

  private static HeapCheck given(Path file, @Nullable Integer luns, long heapBytes) {
    return HeapCheck.of(LoadedConfig.load(file), luns, OptionalLong.of(heapBytes), HeapLimit.NONE);
  }

  private HeapCheck free(String policies, long memoryMebibytes) throws Exception {
    Path file = write(4096, 1024, policies, "data_area: 1MiB");
    return HeapCheck.of(
        LoadedConfig.load(file), 4096, OptionalLong.empty(), HeapLimit.of(memoryMebibytes * MIB));
  }

  @Test
  void heapThatTheAgentTakesByItself_isANote_unlessTheHostHasNoMemoryForIt() throws Exception {
    HeapCheck enough = free("shadow: {policy: {name: predictive}}", 1024);
    assertThat(enough.problems()).isEmpty();
    assertThat(enough.notes())
        .hasSize(2)
        .allMatch(note -> note.contains("4096 LUNs of 1024 customers"))
        .allMatch(note -> note.endsWith(" MiB of heap, and the agent takes them by itself"));
    HeapCheck small = free("shadow: {policy: {name: predictive}}", 128);
    assertThat(small.notes()).isEmpty();
    assertThat(small.problems())
        .hasSize(2)
        .allMatch(
            problem -> problem.endsWith("and of this host's memory the agent takes 64 at most"));
    assertThat(HeapCheck.of(load("policy: {name: lru}"), 256, OptionalLong.empty(), HeapLimit.NONE))
        .isEqualTo(new HeapCheck(List.of(), List.of()));
  }

  private LoadedConfig load(String policies) throws Exception {
    return LoadedConfig.load(write(64, 4, policies, SMALL));
  }

  private long need(int luns, int customers, String policies, String simulated) throws Exception {
    return HeapNeed.simulated(AgentConfig.load(write(luns, customers, policies, simulated)))
        .bytes();
  }

  private Path write(int luns, int customers, String policies, String simulated) throws Exception {
    return Files.writeString(
        folder.resolve("agent.yaml"), Tenants.yaml(luns, customers, policies, simulated));
  }

  private long keptBytes(Path config) throws Exception {
    List<String> options =
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Xmn12m"); // What threads have reserved in a large one would count as kept.
    List<String> command = TestJvm.command(options, Weighed.class, config.toString());
    command.replaceAll(HeapNeedTest::withoutLargeJars);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(told).isZero();
    return Long.parseLong(
        told.lines().filter(line -> line.matches("\\d+")).findAny().orElseThrow());
  }

  /** A jar takes heap for each of its files, and these are large ones that no agent has. */
  private static String withoutLargeJars(String argument) {
    return Stream.of(argument.split(File.pathSeparator))
        .filter(entry -> !entry.contains("byte-buddy") && !entry.contains("surefire"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** An agent that says what it keeps after some seconds of its host's time. */
  static final class Weighed {
    private static final double AFTER_SECONDS = 10;

    private Weighed() {}

    public static void main(String[] args) {
      ExitCode unused =
          new ReclaimAgent()
              .run(
                  LoadedConfig.load(Path.of(args[0])),
                  new RunOptions(HostKind.SIMULATED, OptionalLong.empty(), new StopSignal()),
                  Weighed::hear);
    }

    private static void hear(Report report) {
      if (report instanceof Status status && status.atSeconds() > AFTER_SECONDS) {
        System.gc();
        Runtime here = Runtime.getRuntime();
        System.out.println(here.totalMemory() - here.freeMemory());
        here.halt(0);
      }
    }
  }
}
