package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {
  private static final int BYTES = 8192;

  @TempDir private Path folder;

  @Test
  void whatIsWritten_isInTheFile_andStaysThere() throws IOException {
    Path file = file();
    try (MappedFile map = MappedFile.open(file, BYTES)) {
      map.bytes().put(BYTES - 1, (byte) 7);
      assertThat(Files.readAllBytes(file)[BYTES - 1]).isEqualTo((byte) 7);
    }
    assertThat(Files.readAllBytes(file)[BYTES - 1]).isEqualTo((byte) 7);
  }

  /** Two pages are fewer than any user may lock. */
  @Test
  void locked_isLocked_andClosedIsUnmapped() throws IOException {
    Path file = file();
    MappedFile map = MappedFile.open(file, BYTES);
    assertThat(map.lock()).isTrue();
    assertThat(linesOf(file)).anyMatch(line -> line.matches("Locked: +8 kB"));
    map.close();
    assertThat(linesOf(file)).isEmpty();
    map.close();
  }

  @Test
  void linkAndNothing_areRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file());
    assertThatThrownBy(() -> MappedFile.open(link, BYTES)).isInstanceOf(SystemCallException.class);
    assertThatThrownBy(() -> MappedFile.open(folder.resolve("none"), BYTES))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("none");
  }

  private Path file() throws IOException {
    return Files.write(folder.resolve("file"), new byte[BYTES]);
  }

  /** What smaps says of the mapping of a file: its first line, and those up to its flags. */
  private static List<String> linesOf(Path file) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/smaps")).stream()
        .dropWhile(line -> !line.endsWith(file.toString()))
        .takeWhile(line -> !line.startsWith("VmFlags"))
        .toList();
  }
}
