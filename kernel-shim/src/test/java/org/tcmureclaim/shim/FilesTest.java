package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesTest {
  private final byte[] text = new byte[64];
  private final Path folder;
  private final Path file;

  FilesTest(@TempDir Path directory) throws Exception {
    folder = directory;
    file = Files.writeString(directory.resolve("höhe"), "one");
  }

  @Test
  void openFile_changedInPlace_showsTheNewText() throws Exception {
    try (OpenFile open = OpenFile.open(file, 64)) {
      assertThat(text(open.read(text, 0, 0))).isEqualTo("one");
      Files.writeString(file, "second");
      assertThat(text(open.read(text, 0, 0))).isEqualTo("second");
      assertThat(text(open.read(text, 0, 3))).isEqualTo("ond");
      assertThat(open.read(text, 0, 6)).isZero();
    }
  }

  @Test
  void folder_showsTheNumberOfEachEntry() throws Exception {
    KernelPath path = KernelPath.of(file);
    assertThat(KernelFolder.entries(KernelPath.of(folder)))
        .containsExactly(new KernelEntry(path, FileStatus.of(path).inode()));
  }

  @Test
  void attribute_isReadWhole_upToAPage() throws Exception {
    for (int length : new int[] {0, 1, 4095, 4096}) {
      Files.writeString(file, "a".repeat(length));
      assertThat(KernelFile.attribute(KernelPath.of(file))).hasSize(length);
    }
    Files.writeString(file, "a".repeat(4097));
    assertThatThrownBy(() -> KernelFile.attribute(KernelPath.of(file)))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void openFile_capacity_limitsOneReading() throws Exception {
    try (OpenFile open = OpenFile.open(file, 2)) {
      assertThat(open.read(text, 0, 0)).isEqualTo(2);
    }
  }

  @Test
  void reopenedFile_replaced_showsTheNewOne() throws Exception {
    ReopenedFile reopened = new ReopenedFile(KernelPath.of(file), 64);
    assertThat(text(reopened.read(text))).isEqualTo("one");
    Files.delete(file);
    assertThatThrownBy(() -> reopened.read(text))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("open " + file + ": no such file or directory")
        .extracting(e -> ((SystemCallException) e).errno())
        .isEqualTo(Errno.ENOENT);
    Files.writeString(file, "another");
    assertThat(text(reopened.read(text))).isEqualTo("another");
  }

  @Test
  void read_directory_saysWhichCallFailed() throws Exception {
    Path directory = file.resolveSibling(".").normalize();
    try (OpenFile open = OpenFile.open(directory, 64)) {
      assertThatThrownBy(() -> open.read(text, 0, 0))
          .hasMessage("read " + directory + ": is a folder");
    }
  }

  @Test
  void pageSize_thisMachine_isAPowerOfTwo() {
    assertThat(Long.bitCount(PageSize.bytes())).isEqualTo(1);
  }

  private String text(int length) {
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
