package org.tcmureclaim.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Imported;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

final class TraceImportTest {
  private static final String MSR =
      """
      128166372000000500,web,0,Read,8192,4096,4001
      128166372000000100,web,1,Write,0,65536,15000
      128166372000010000,web,0,Write,8192,512,70
      """;

  @TempDir Path directory;

  @Test
  void imported_isThePlainFormat_inOrder() throws IOException {
    Path out = directory.resolve("out.csv");
    ImportSummary summary = new TraceImport(options(0)).commands(write(MSR), out);
    assertThat(Files.readString(out))
        .isEqualTo(
            """
            arrival_us,dev,op,offset_bytes,length_bytes,latency_us
            0,web.1,W,,65536,1500
            40,web.0,W,,4096,400.100
            990,web.0,W,,512,7
            """);
    assertThat(summary).isEqualTo(new ImportSummary("msr", "", 3, 0, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.csv.gz", "out.csv.zst"})
  void imported_compilesToTheSameTicks_asTheSource(String name) throws IOException {
    Path in = write(MSR);
    Path out = directory.resolve(name);
    new TraceImport(options(0)).commands(in, out);
    Trace before = new Traces(options(0)).read(in.toString()).get(0);
    Trace after = new Traces(options(0)).read(out.toString()).get(0);
    assertThat(after.format()).isEqualTo("commands");
    assertThat(after.serviceTime()).isEqualTo(before.serviceTime()).isEqualTo("recorded");
    assertThat(after.ticks().sumHighWaterPages())
        .isEqualTo(before.ticks().sumHighWaterPages())
        .isEqualTo(17);
    assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
  }

  @Test
  void tooManyBadLines_leaveNoOutput() throws IOException {
    Path out = directory.resolve("out.csv");
    Path in = write(MSR + "128166372000010000,web,0\n");
    assertThatThrownBy(() -> new TraceImport(options(0)).commands(in, out))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining(":4: Type is missing");
    assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains("out.csv"));
    assertThat(new TraceImport(options(1)).commands(in, out).badLines()).isEqualTo(1);
  }

  @Test
  void tableOfTicks_isRefused() throws IOException {
    Path in = write("tick_s,dev,peak_blocks,floor_blocks\n0,a,1,0\n");
    assertThatThrownBy(() -> new TraceImport(options(0)).commands(in, directory.resolve("o.csv")))
        .hasMessage(in + ": is a table of ticks and has no commands; replay reads it");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "in", ".csv"), text);
  }

  private static TraceOptions options(long mostBadLines) {
    return options(mostBadLines, List.of("fixed:1us"));
  }

  private static TraceOptions options(long mostBadLines, List<String> serviceTimes) {
    return new TraceOptions(
        "",
        mostBadLines,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        serviceTimes,
        unused -> {},
        Progress.SILENT);
  }

  @Test
  void bundle_replaysAsItsSource_cutByCut() throws IOException {
    Path in = Files.write(directory.resolve("made.csv"), MadeTrace.commands(7, 20_000, true));
    Path out = directory.resolve("bundle");
    var unused = new TraceImport(options(0)).bundles(in, out, "test 1", BlockPackings.GZIP);
    assertSameRuns(in, out, 1);
    Imported imported = BundleReader.open(out).manifest().imported();
    assertThat(imported)
        .isEqualTo(
            new Imported(
                "made.csv", "commands", "", "recorded", 64 << 10, 128, 1 << 18, 20_000, 0));
  }

  @Test
  void bundle_saysNothingOfAHost() throws IOException {
    Path in = Files.write(directory.resolve("made.csv"), MadeTrace.commands(7, 2_000, true));
    Path out = directory.resolve("bundle");
    var unused = new TraceImport(options(0)).bundles(in, out, "test 1", BlockPackings.GZIP);
    var closed =
        new ClosedLoopTraces(
            options(0), HostFiles.of(List.of()), OptionalLong.empty(), HeldThen.HIGH_WATER);
    assertThatThrownBy(() -> closed.read(out.toString()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("does not say what its host went through");
  }

  @Test
  void withoutLatencies_thereIsABundleForEachServiceTime() throws IOException {
    Path in = Files.write(directory.resolve("made.csv"), MadeTrace.commands(8, 20_000, false));
    Path out = directory.resolve("bundle");
    TraceOptions three = options(0, List.of("fixed:200us", "fixed:5ms", "lognormal:5ms,1.0,3"));
    Map<Path, Trace> bundles =
        new TraceImport(three).bundles(in, out, "test 1", BlockPackings.GZIP);
    assertThat(bundles.keySet().stream().map(path -> path.getFileName().toString()))
        .containsExactly("1-fixed-200us", "2-fixed-5ms", "3-lognormal-5ms-1.0-3");
    assertSameRuns(in, out, three, 3);
  }

  private static void assertSameRuns(Path in, Path out, int traces) {
    assertSameRuns(in, out, options(0), traces);
  }

  private static void assertSameRuns(Path in, Path out, TraceOptions options, int traces) {
    List<Trace> before = new Traces(options).read(in.toString());
    List<Trace> after = new Traces(options).read(out.toString());
    assertThat(before).hasSize(traces);
    assertThat(after).hasSize(traces);
    PolicyRun run = new PolicyRun(RungBoundaries.of(1 << 18));
    for (int i = 0; i < traces; i++) {
      assertThat(after.get(i).serviceTime()).isEqualTo(before.get(i).serviceTime());
      assertThat(after.get(i).lines()).isEqualTo(before.get(i).lines());
      TickTable was = before.get(i).ticks();
      TickTable is = after.get(i).ticks();
      for (String policy : List.of("lru", "ladder", "stock")) {
        long budget = was.sumHighWaterPages() / 3;
        RunResult expected = run.of(was, policy, budget);
        assertThat(expected.truncations()).isPositive();
        assertThat(run.of(is, policy, budget)).as(policy).isEqualTo(expected);
      }
    }
  }
}
