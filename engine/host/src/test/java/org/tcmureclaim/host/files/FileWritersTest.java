package org.tcmureclaim.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWritersTest {
  @TempDir private Path temporary = Path.of("");
  private Path above = Path.of("");
  private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void make() throws IOException {
    above = Files.createDirectory(temporary.resolve("etc"));
    folder = Files.createDirectory(above.resolve("tcmu-reclaim"));
    file = Files.writeString(folder.resolve("agent.yaml"), "mode: act");
    mode(file, "rw-r--r--");
  }

  private static void mode(Path part, String mode) throws IOException {
    Path unused = Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(mode));
  }

  @Test
  void fileOfItsOwner_isFine() throws IOException {
    assertThat(FileWriters.others(file)).isEmpty();
    mode(file, "rwxr-xr-x");
    assertThat(FileWriters.others(file)).isEmpty();
  }

  @Test
  void fileThatGroupOrOthersWrite_isTold() throws IOException {
    for (String mode : new String[] {"rw-rw----", "rw----rw-"}) {
      mode(file, mode);
      assertThat(FileWriters.others(file).orElseThrow())
          .startsWith(file.toRealPath() + " can be written by others than its owner (mode 06")
          .endsWith("; chmod go-w " + file.toRealPath());
    }
  }

  @Test
  void folderAbove_isTold_unlessOnlyOwnersMayRenameThere() throws IOException {
    mode(above, "rwxrwxr-x");
    assertThat(FileWriters.others(file).orElseThrow()).contains("/etc can be written by others");
    Files.setAttribute(above, "unix:mode", 01777);
    assertThat(FileWriters.others(file)).isEmpty();
  }

  @Test
  void linkThatOthersCanReplace_isTold_andWhereItLeadsToo() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Path link = Files.createSymbolicLink(open.resolve("agent.yaml"), file);
    assertThat(FileWriters.others(link)).isEmpty();
    mode(open, "rwxrwxrwx");
    assertThat(FileWriters.others(link).orElseThrow()).contains("/open can be written by others");
    mode(open, "rwxr-xr-x");
    mode(file, "rw-rw-rw-");
    assertThat(FileWriters.others(link).orElseThrow()).contains("tcmu-reclaim/agent.yaml can be");
  }

  /** The user of this process counts as its owner; for another one it is a stranger's. */
  @Test
  void fileOfAnotherUser_isTold() throws IOException {
    int own = StateFolder.ownUser();
    int stranger = own == 0 ? 65_534 : own;
    if (own == 0) {
      Files.setAttribute(file, "unix:uid", stranger);
    }
    assertThat(FileWriters.others(file, own == 0 ? 0 : own + 1).orElseThrow())
        .contains(" belongs to user " + stranger + "; chown it to ");
    assertThat(FileWriters.others(file, stranger)).isEmpty();
  }

  @Test
  void fileThatIsNotThere_isAnError() {
    assertThatThrownBy(() -> FileWriters.others(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
