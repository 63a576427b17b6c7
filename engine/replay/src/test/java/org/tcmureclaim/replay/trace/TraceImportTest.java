package org.tcmureclaim.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.text.TraceException;

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
    return new TraceOptions(
        "",
        mostBadLines,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        List.of("fixed:1us"),
        unused -> {},
        Progress.SILENT);
  }
}
