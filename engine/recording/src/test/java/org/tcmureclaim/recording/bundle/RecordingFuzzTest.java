package org.tcmureclaim.recording.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.block.BlockReader;
import org.tcmureclaim.recording.block.BlockWriter;
import org.tcmureclaim.recording.settings.SettingsReader;
import org.tcmureclaim.recording.table.Table;

/** Recordings of which one file has any bytes: manifest, settings, packed and unpacked tables. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RecordingFuzzTest {
  static List<FuzzTarget> targets() {
    List<FuzzTarget> targets = new ArrayList<>();
    Path made = made();
    targets.add(
        FuzzTarget.ofFile("manifest", "r/" + Manifest.FILE, file -> readBeside(made, file))
            .refusing(RecordingException.class)
            .seed(bytes(made.resolve(Manifest.FILE)))
            .words("\"format\":", "\"version\":", "\"imported\":", "{", "[", "1e99", "null"));
    targets.add(
        FuzzTarget.ofFile(
                "settings",
                "settings-000001.json",
                file -> {
                  var unused = new SettingsReader(Map.of()).read(file);
                })
            .refusing(ConfigurationException.class)
            .seeds(
                "{\"customers\": [], \"demand\": {}, \"guard\": {}, \"granularity\": \"device\"}\n",
                "{\"customers\": [{\"name\": \"other\", \"chain\": [{\"name\": \"lru\"}]}]}\n")
            .words(
                "\"customers\"", "\"demand\"", "\"guard\"", "\"granularity\"", "[", "{", "null"));
    for (Table table : Table.values()) {
      String name = table.fileName(1);
      targets.add(
          FuzzTarget.ofFile("packed-" + table.label(), "r/" + name, file -> readBeside(made, file))
              .refusing(RecordingException.class)
              .seed(bytes(made.resolve(name))));
      targets.add(
          FuzzTarget.ofFile("table-" + table.label(), "r/" + name, file -> packed(made, file))
              .refusing(RecordingException.class)
              .seed(unpacked(made.resolve(name)))
              .words(table.header() + "\n", ",,", "-1", "\n"));
    }
    return targets;
  }

  private static Path made() {
    try {
      Path folder = Files.createTempDirectory("tcmu-reclaim-fuzz-made-");
      Path made = folder.resolve("made");
      new MadeRecording(7).write(made, 12, SegmentLimits.single());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs a table as agents do, and reads the recording. */
  private static void packed(Path made, Path file) throws IOException {
    byte[] rows = Files.readAllBytes(file);
    Files.delete(file);
    try (BlockWriter writer = new BlockWriter(file, BlockPackings.GZIP)) {
      writer.write(rows, rows.length);
    }
    readBeside(made, file);
  }

  /** Reads a file with all others of the sound recording beside it. */
  private static void readBeside(Path made, Path file) throws IOException {
    for (Path sound : sound(made)) {
      Path copy = file.resolveSibling(String.valueOf(sound.getFileName()));
      if (!copy.equals(file) && !Files.exists(copy)) {
        Files.copy(sound, copy);
      }
    }
    try (BundleReader reader = BundleReader.open(file.resolveSibling("."))) {
      while (reader.next()) {
        long unused = reader.tick().number();
      }
      reader.problems().forEach(FuzzTarget::requirePrintable);
    }
  }

  private static List<Path> sound(Path made) throws IOException {
    try (var files = Files.list(made)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] unpacked(Path file) {
    try (BlockReader blocks = new BlockReader(file, BlockPackings.GZIP)) {
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      while (blocks.next()) {
        rows.write(blocks.content(), 0, blocks.length());
      }
      return rows.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
