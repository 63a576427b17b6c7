package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.host.text.HarmlessText;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.SegmentLimits;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;

/**
 * Names and contents of files are others'; whatever a command prints of them steers no terminal.
 */
class HarmlessOutputTest {
  private static final String EVIL = "\u001b]0;PWNED\u0007\u001b[2J\r\u009b31m\u202e";
  private static final long SECOND_NANOS = 1_000_000_000L;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    String evil = EVIL.replace("\r", "");
    Files.writeString(
        folder.resolve("value.csv"), "tick_s,dev,peak_blocks,floor_blocks\n0,a,1" + evil + ",0\n");
    Files.writeString(
        folder.resolve("device.csv"),
        "tick_s,dev,peak_blocks,floor_blocks\n0,a" + evil + ",1,0\n1,a" + evil + ",2,0\n");
    Files.writeString(folder.resolve("header.csv"), "tick_s," + EVIL + "\n0,1\n");
    Files.writeString(folder.resolve("unknown.txt"), EVIL + " and more\n" + EVIL + "\n");
    Files.writeString(
        folder.resolve("test.yaml"), "\"\\e[2J\\x9b\\u202e\": 3\nname: \"\\e]0;X\\a\"\n");
    Files.writeString(
        folder.resolve("name" + evil + ".csv"),
        "tick_s,dev,peak_blocks,floor_blocks\n0,a,1,0\n1,a,2,0\n");
    recording(folder.resolve("recording"));
    Path damaged = folder.resolve("damaged");
    recording(damaged);
    Files.writeString(damaged.resolve("manifest.json"), "{\"format\": \"" + evil + "\"}");
  }

  private static void recording(Path made) throws IOException {
    Manifest manifest = new Manifest(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, 0, 0, SECOND_NANOS, 1, 1);
    try (BundleWriter writer = new BundleWriter(made, manifest, SegmentLimits.single())) {
      long[] host = new long[HostColumn.values().length];
      for (int tick = 1; tick <= 3; tick++) {
        writer.begin(tick, tick * SECOND_NANOS, host);
        if (tick == 1) {
          writer.event(new EventRow(EventKind.ATTACH, "user_0/" + EVIL + "#1", 0, EVIL));
          writer.event(new EventRow(EventKind.HELD, "", 0, EVIL));
        }
        boolean unused = writer.end();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay value.csv --policy lru --no-cache",
        "replay device.csv --policy lru --no-cache",
        "replay header.csv --policy lru --no-cache",
        "replay unknown.txt --policy lru --no-cache",
        "replay recording --policy lru --no-cache",
        "replay NAME --policy lru --no-cache",
        "replay damaged --policy lru --no-cache",
        "replay value.csv --policy EVIL",
        "replay EVIL --policy lru",
        "replay value.csv --EVIL",
        "diff value.csv --policies lru,ladder",
        "test test.yaml",
        "trace info value.csv",
        "trace info device.csv",
        "trace info unknown.txt",
        "trace info recording",
        "trace info damaged",
        "trace info NAME",
        "trace cat recording --table event",
        "trace cat recording --table EVIL",
        "trace cat device.csv",
        "trace import unknown.txt --out o.csv",
        "trace import value.csv --out EVIL",
        "trace cut recording --out cut",
        "EVIL",
      })
  void nothingOfOthers_steersTheTerminal(String command) {
    String[] args =
        List.of(command.split(" ")).stream()
            .map(word -> word.replace("EVIL", EVIL))
            .map(word -> word.equals("NAME") ? "name" + EVIL.replace("\r", "") + ".csv" : word)
            .map(word -> Files.exists(folder.resolve(word)) ? path(word) : word)
            .map(word -> word.matches("o.csv|cut|anonymous") ? path(word) : word)
            .toArray(String[]::new);
    int unused =
        Workstation.execute(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    String told = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    assertThat(told).isNotEmpty();
    assertThat(told.codePoints().filter(c -> !HarmlessText.isHarmless(c))).isEmpty();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
