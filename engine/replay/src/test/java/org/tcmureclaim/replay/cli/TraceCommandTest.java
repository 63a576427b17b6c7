package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.bundle.SegmentLimits;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;

class TraceCommandTest {
  private static final long HALF_SECOND_NANOS = 500_000_000L;
  private static final Manifest MANIFEST =
      new Manifest(
          "test",
          "simulated",
          "act",
          "shim",
          "device",
          "lru",
          1000,
          0,
          2 * HALF_SECOND_NANOS,
          1,
          1);

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int trace(String... args) {
    out.reset();
    err.reset();
    String[] all = new String[args.length + 1];
    all[0] = "trace";
    System.arraycopy(args, 0, all, 1, args.length);
    return Workstation.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        all);
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String ticks() throws IOException {
    return Files.writeString(
            folder.resolve("t.csv"),
            "tick_s,dev,peak_blocks,floor_blocks\n0,a,8,0\n1,b,9,0\n2,a,7,0\n3,b,2,1\n")
        .toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Two looks in each second; the device's peak is the number of the look, the floor 1. */
  private String recording() throws IOException {
    Path made = folder.resolve("recording");
    try (BundleWriter writer = new BundleWriter(made, MANIFEST, SegmentLimits.single())) {
      writer.event(new EventRow(EventKind.START, "", 0, ""));
      writer.event(new EventRow(EventKind.ATTACH, "user_0/a#1", 0, "gold"));
      long[] host = new long[HostColumn.values().length];
      for (int look = 1; look <= 6; look++) {
        writer.begin(look, 1000 + look * HALF_SECOND_NANOS, host);
        RecordedDevice device = writer.devices().get("user_0/a#1");
        device.update(DeviceColumn.PEAK_BLOCKS, look);
        device.update(DeviceColumn.FLOOR_BLOCKS, 1);
        boolean unused = writer.end();
      }
    }
    return made.toString();
  }

  @Test
  void recording_isReadInTicksOfItsLength_withTheHighestPeakAndTheLastFloor() throws IOException {
    String recording = recording();
    assertThat(Workstation.execute(print(out), print(err), "replay", recording, "--policy", "lru"))
        .isZero();
    assertThat(told()).contains("(recording; service time: recorded)", "1 devices, 3 ticks of 1 s");
    assertThat(trace("info", recording)).isZero();
    assertThat(told())
        .contains("recorded by:          test on a simulated host, mode act", "6 ticks\n")
        .contains("gaps:                 0 ticks missing, longest pause 0.5 s\n")
        .contains("needed at once, over time (highest 0.0 MiB):\n  ▃▆█\n");
  }

  @Test
  void recording_isCut_printed_sampled_andMadeAnonymous() throws IOException {
    String recording = recording();
    assertThat(trace("cut", recording, "--from", "1s", "--out", path("cut"))).isZero();
    assertThat(trace("cat", path("cut"), "--table", "host")).isZero();
    assertThat(told().lines()).hasSize(5).element(1).asString().startsWith("3,1500000,");
    assertThat(trace("anonymise", recording, "--out", path("anonymous"))).isZero();
    assertThat(trace("cat", path("anonymous"), "--table", "event")).isZero();
    assertThat(told()).contains("attach,device/0001#1,0,,0,customer-1").doesNotContain("gold");
    assertThat(trace("sample", recording, "--devices", "0%", "--out", path("none"))).isZero();
    assertThat(trace("cat", path("none"))).isZero();
    assertThat(told().lines()).hasSize(1);
    assertThat(trace("merge", recording, path("anonymous"), "--out", path("both"))).isZero();
    assertThat(trace("info", path("both"))).isZero();
    assertThat(told()).contains("devices:              2\n");
  }

  @Test
  void otherTraces_areCut_sampled_merged_andMadeAnonymous() throws IOException {
    String ticks = ticks();
    assertThat(trace("cut", ticks, "--from", "1s", "--to", "3s", "--out", path("c.gz"))).isZero();
    assertThat(trace("cat", path("c.gz"))).isZero();
    assertThat(told()).isEqualTo("tick,dev,peak_pages,floor_pages\n0,b,9,0\n1,a,7,0\n");
    assertThat(trace("anonymise", ticks, "--out", path("a.gz"))).isZero();
    assertThat(trace("merge", ticks, path("a.gz"), "--out", path("m.gz"))).isZero();
    assertThat(trace("info", path("m.gz"))).isZero();
    assertThat(told())
        .contains("devices:              4\n", "format:               ticks, 8 lines");
    assertThat(trace("sample", ticks, "--devices", "100%", "--out", path("s.gz"))).isZero();
    assertThat(trace("cat", path("s.gz"))).isZero();
    assertThat(told().lines()).hasSize(5);
  }

  @Test
  void commandLineThatCannotBeUsed_isExplained() throws IOException {
    String ticks = ticks();
    assertThat(trace()).isEqualTo(ExitCode.USAGE.code());
    assertThat(trace("cut", ticks, "--from", "3s", "--to", "1s", "--out", "x"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(trace("cat", recording(), "--table", "tables")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no table 'tables'; known: device,");
    assertThat(trace("sample", ticks, "--devices", "few%", "--out", "x"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(trace("merge", ticks, ticks, "--out", path("m")))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(trace("merge", ticks, path("recording"), "--out", path("m")))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(trace("cut", path("recording"), "--from", "1h", "--out", path("m")))
        .isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(trace("info", folder.toString() + "/nothing")).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(Workstation.execute(print(out), print(err), "replay", ticks, "--as-recorded"))
        .isEqualTo(ExitCode.BAD_DATA.code());
  }

  private static PrintStream print(ByteArrayOutputStream into) {
    return new PrintStream(into, true, StandardCharsets.UTF_8);
  }
}
