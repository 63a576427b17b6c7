package org.tcmureclaim.recording.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.table.Table;

class BundleCopyTest {
  private static final int TICKS = 8;
  private static final SegmentLimits SMALL =
      new SegmentLimits(1, 3 * MadeRecording.SECOND_NANOS, Long.MAX_VALUE);

  private final List<String> problems = new ArrayList<>();
  @TempDir Path folder;
  private Path source = Path.of("");
  private Path copy = Path.of("");

  @BeforeEach
  void write() throws IOException {
    source = folder.resolve("source");
    copy = folder.resolve("copy");
    new MadeRecording(3).write(source, TICKS, SMALL);
    Files.createDirectories(source.resolve("configuration-000001"));
    Files.writeString(source.resolve("configuration-000001/agent.yaml"), "tick: 1s\n");
    Files.writeString(source.resolve("settings-000001.json"), "{}\n");
  }

  private long copy(CopyRules rules) {
    try (BundleReader reader = BundleReader.open(source)) {
      return BundleCopy.copy(reader, copy, rules);
    }
  }

  private static long second(int tick) {
    return MadeRecording.ANCHOR_NANOS + tick * MadeRecording.SECOND_NANOS;
  }

  @Test
  void wholeCopy_readsTheSame_withItsConfiguration() throws IOException {
    assertThat(copy(CopyRules.range(Long.MIN_VALUE, Long.MAX_VALUE))).isEqualTo(TICKS);
    assertThat(MadeRecording.read(copy, problems)).isEqualTo(MadeRecording.read(source, problems));
    assertThat(problems).isEmpty();
    assertThat(Files.readString(copy.resolve("configuration-000001/agent.yaml")))
        .isEqualTo("tick: 1s\n");
    assertThat(copy.resolve("settings-000001.json")).exists();
    assertThat(copy.resolve(Table.HOST.fileName(2))).doesNotExist();
  }

  @Test
  void range_beginsWithTheStateOfAllDevices() {
    assertThat(copy(CopyRules.range(second(3), second(7)))).isEqualTo(4);
    assertThat(MadeRecording.read(copy, problems))
        .isEqualTo(MadeRecording.read(source, problems).subList(2, 6));
  }

  @Test
  void rangeWithoutTicks_makesNothing() {
    assertThat(copy(CopyRules.range(second(100), second(200)))).isZero();
    assertThat(copy).doesNotExist();
  }

  @Test
  void folderWithSomethingInIt_isRefused() throws IOException {
    Files.createDirectories(copy);
    Files.writeString(copy.resolve("letter.txt"), "");
    assertThatThrownBy(() -> copy(CopyRules.range(Long.MIN_VALUE, Long.MAX_VALUE)))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("is not empty");
  }

  /** A recording may be another user's: what its links lead to must not get into a copy. */
  @Test
  void links_areNotFollowedOutOfARecording() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "made-up secret");
    Path secrets = Files.createDirectory(folder.resolve("configuration-000004"));
    Files.writeString(secrets.resolve("agent.yaml"), "made-up secret");
    Files.createSymbolicLink(source.resolve("settings-000009.json"), secret);
    Files.createSymbolicLink(source.resolve("configuration-000001/b.yaml"), secret);
    Files.createSymbolicLink(source.resolve("configuration-000004"), secrets);
    copy(CopyRules.range(Long.MIN_VALUE, Long.MAX_VALUE));
    try (Stream<Path> files = Files.walk(copy)) {
      assertThat(files.map(file -> copy.relativize(file).toString()))
          .contains("settings-000001.json", "configuration-000001/agent.yaml")
          .doesNotContain("settings-000009.json", "configuration-000001/b.yaml")
          .doesNotContain("configuration-000004", "configuration-000004/agent.yaml");
    }
    Path table = source.resolve(Table.EVENT.fileName(1));
    Path moved = Files.move(table, folder.resolve("moved"));
    Files.createSymbolicLink(table, moved);
    assertThatThrownBy(() -> MadeRecording.read(source, problems))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("event-000001.csv.gz: is a symbolic link, which is not followed");
  }

  @Test
  void sampleOfDevices_keepsThemWhole_andNoConfiguration() throws IOException {
    String kept = "user_0/lun,3#1";
    long unused =
        copy(
            CopyRules.devices(
                name -> name.equals(kept) ? Optional.of(name) : Optional.empty(),
                UnaryOperator.identity()));
    assertThat(text(Table.DEVICE)).contains("lun%2C3#1").doesNotContain("lun%2C1#1");
    assertThat(text(Table.EVENT)).doesNotContain("lun%2C1#1");
    assertThat(text(Table.REASON)).doesNotContain("lun%2C1#1");
    assertThat(copy.resolve("settings-000001.json")).doesNotExist();
    List<String> all = MadeRecording.read(source, problems);
    List<String> some = MadeRecording.read(copy, problems);
    for (int tick = 0; tick < TICKS; tick++) {
      assertThat(lines(some.get(tick), kept)).isEqualTo(lines(all.get(tick), kept));
    }
  }

  @Test
  void newNames_areInAllTables() throws IOException {
    long unused =
        copy(CopyRules.devices(name -> Optional.of("d" + name.length()), name -> "somebody"));
    for (Table table : Table.values()) {
      assertThat(text(table)).doesNotContain("lun%2C", "gold");
    }
    assertThat(text(Table.EVENT)).contains(",d14,", "somebody");
  }

  @Test
  void merge_hasTheDevicesOfBoth_andRefusesTwoOfOneName() throws IOException {
    long unused = copy(CopyRules.devices(name -> Optional.of("other/" + name), name -> name));
    Path merged = folder.resolve("merged");
    assertThat(merge(source, copy, merged)).isEqualTo(TICKS);
    List<String> both = MadeRecording.read(merged, problems);
    List<String> one = MadeRecording.read(source, problems);
    for (int tick = 0; tick < TICKS; tick++) {
      assertThat(lines(both.get(tick), "user_0/lun,1#1 "))
          .isEqualTo(lines(one.get(tick), "user_0/lun,1#1 "));
      assertThat(both.get(tick).lines().count()).isEqualTo(2 * one.get(tick).lines().count() - 1);
    }
    assertThatThrownBy(() -> merge(source, source, folder.resolve("twice")))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("two recordings have a device user_0/lun,1#1");
  }

  private static long merge(Path first, Path second, Path into) {
    try (BundleReader one = BundleReader.open(first);
        BundleReader other = BundleReader.open(second)) {
      return BundleMerge.merge(one, List.of(other), into, BlockPackings.GZIP);
    }
  }

  /** The lines of a tick that begin with this device; the first line is the host's. */
  private static List<String> lines(String tick, String device) {
    return tick.lines()
        .skip(1)
        .map(BundleCopyTest::withoutDecision)
        .filter(line -> line.startsWith(device))
        .toList();
  }

  private static String withoutDecision(String line) {
    return line.replaceAll("(DecisionRow|null).*", "");
  }

  private String text(Table table) throws IOException {
    var out = new ByteArrayOutputStream();
    try (BundleReader reader = BundleReader.open(copy)) {
      TableText.write(reader, table, out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
