package org.tcmureclaim.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes from a folder of recordings, and what stays. */
class RecordingFolderTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long DAY = 86_400_000L;
  private static final long MOST_BYTES = 160;

  @TempDir private Path folder;

  private RecordingFolder recordings() {
    return new RecordingFolder(folder, MOST_BYTES, 7 * DAY);
  }

  @Test
  void runs_areInTheOrderOfTheirNumbers_wheneverTheClockSays() throws IOException {
    Path first = recordings().newRun(NOW);
    Path second = recordings().newRun(NOW - 400 * DAY);
    Path third = recordings().newRun(NOW);
    assertThat(List.of(first, second, third)).isSorted();
  }

  @Test
  void runThatGoes_leavesWhatIsOfOthers() throws IOException {
    Path old = recordings().newRun(NOW);
    for (String name :
        List.of("manifest.json", "host-000001.csv.gz", "segment-000001.json", "notes.txt")) {
      write(old.resolve(name));
    }
    write(old.resolve("configuration-1/customers.d/acme.yaml"));
    Path current = recordings().newRun(NOW + DAY);
    write(current.resolve("host-000001.csv.gz"));
    recordings().dropOld(current, NOW + DAY, 0);
    assertThat(names(old)).containsExactly("notes.txt");
    assertThat(names(current)).containsExactly("host-000001.csv.gz");
  }

  @Test
  void linkThatIsNamedAsARun_isNotFollowed(@TempDir Path elsewhere) throws IOException {
    write(elsewhere.resolve("host-000001.csv.gz"));
    Path link = folder.resolve("run-0000000000-2020-01-01T00-00-00.000Z");
    Files.createSymbolicLink(link, elsewhere);
    Path current = recordings().newRun(NOW);
    write(current.resolve("host-000001.csv.gz"));
    write(current.resolve("host-000002.csv.gz"));
    recordings().dropOld(current, NOW, 0);
    assertThat(names(elsewhere)).containsExactly("host-000001.csv.gz");
    assertThat(link).isSymbolicLink();
    assertThat(names(current)).containsExactly("host-000002.csv.gz");
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[100]);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
