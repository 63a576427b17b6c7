package org.tcmureclaim.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void file_isReplacedAsAWhole_andNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("report.html");
    WholeFile.write(file, "before");
    try (WholeFile whole = WholeFile.create(file)) {
      whole.out().write('a');
      assertThat(file).hasContent("before");
      assertThat(whole.draft().getFileName().toString()).startsWith(".report.html-");
      whole.complete();
    }
    assertThat(file).hasContent("a");
    assertThat(names()).containsExactly("report.html");
  }

  @Test
  void fileThatIsNotCompleted_leavesTheOneBefore() throws IOException {
    Path file = folder.resolve("report.html");
    WholeFile.write(file, "before");
    try (WholeFile whole = WholeFile.create(file)) {
      whole.out().write('a');
    }
    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("report.html");
  }

  @Test
  void linkAtItsPlace_isRefused_andNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "victim");
    Path link = Files.createSymbolicLink(folder.resolve("report.html"), victim);
    assertThatThrownBy(() -> WholeFile.write(link, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("report.html: is a symbolic link; name the file that it leads to");
    assertThatThrownBy(() -> NewFile.write(link, "x"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> WholeFile.create(link).close()).hasMessageContaining("symbolic link");
    assertThat(victim).hasContent("victim");
  }

  @Test
  void linkThatComesWhileTheFileIsWritten_isRefused_andStays() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "victim");
    Path file = folder.resolve("report.html");
    try (WholeFile whole = WholeFile.create(file)) {
      whole.out().write('a');
      Files.createSymbolicLink(file, victim);
      assertThatThrownBy(whole::complete).hasMessageContaining("is a symbolic link");
    }
    assertThat(file).isSymbolicLink();
    assertThat(victim).hasContent("victim");
    assertThat(names()).containsExactly("report.html", "victim");
  }

  @Test
  void problemOfAFile_namesIt_inPlainWords() {
    Path file = folder.resolve("x");
    assertThat(FileProblem.text(new NoSuchFileException(file.toString())))
        .isEqualTo(file + ": no such file or folder");
    assertThat(FileProblem.text(new FileAlreadyExistsException(file.toString())))
        .isEqualTo(file + ": something else is there already");
    assertThat(FileProblem.text(new AccessDeniedException(file.toString())))
        .isEqualTo(file + ": permission denied");
    assertThat(FileProblem.text(file, new IOException("broken"))).isEqualTo(file + ": broken");
    assertThat(FileProblem.text(new IOException())).isEqualTo("java.io.IOException");
  }

  /** A name that is known beforehand can be taken by a link. */
  @Test
  void draft_hasAnotherNameEachTime_andFitsBesideALongOne() {
    Path file = folder.resolve("r".repeat(250));
    assertThat(WholeFile.draftOf(file)).isNotEqualTo(WholeFile.draftOf(file));
    assertThat(WholeFile.draftOf(file).getFileName().toString()).hasSizeLessThan(256);
  }

  /** The limit of a name is in bytes. */
  @Test
  void fileWithTheLongestName_isWritten() throws IOException {
    for (String name : List.of("r".repeat(255), "é".repeat(127), "存".repeat(85), "😀".repeat(63))) {
      WholeFile.write(folder.resolve(name), "x");
      assertThat(folder.resolve(name)).hasContent("x");
    }
  }

  /** As root, a rename would put a file in the place of a device such as /dev/null. */
  @Test
  void whatIsNoRegularFile_isNotReplaced() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> WholeFile.write(pipe, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("/pipe: is not a regular file");
    assertThatThrownBy(() -> WholeFile.write(folder, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void filesOfTheState_canBeWrittenByTheirOwnerOnly() throws IOException {
    WholeFile.writePrivate(folder.resolve("whole"), "x");
    NewFile.write(folder.resolve("new"), "x");
    StateFolder.create(folder.resolve("a/b"));
    for (String name : List.of("whole", "new", "a", "a/b")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .matches("rw[x-](r-)[x-]---");
    }
  }

  @Test
  void linkAndPipe_areNotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "secret");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(RegularFile.read(file, 6)).hasSize(6);
    assertThatThrownBy(() -> RegularFile.read(file, 5)).hasMessageContaining("more than 5 bytes");
    assertThatThrownBy(() -> RegularFile.open(link))
        .hasMessageContaining("is a symbolic link, which is not followed");
    assertThatThrownBy(() -> RegularFile.open(Path.of("/dev/zero")))
        .hasMessageContaining("is not a regular file");
    assertThatThrownBy(() -> RegularFile.open(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> FileOpening.LOOKS_FIRST.open(Path.of("/dev/zero"), true))
        .isInstanceOf(FileOpening.NotRegularException.class);
    assertThatThrownBy(() -> FileOpening.LOOKS_FIRST.open(link, false))
        .isInstanceOf(FileOpening.NotRegularException.class);
    try (InputStream in = FileOpening.LOOKS_FIRST.open(link, true)) {
      assertThat(in.readAllBytes()).hasSize(6);
    }
  }
}
