package org.tcmureclaim.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final int NOBODY = 65_534;

  @TempDir Path temporary;

  @Test
  void folderThatOthersCanWrite_isAWarning() throws IOException {
    Path folder = temporary.resolve("decisions");
    assertThat(StateFolder.open(folder)).isEmpty();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(StateFolder.open(folder))
        .singleElement()
        .asString()
        .contains("decisions can be written by others than its owner (mode 0777)", "chmod go-w");
    Path below = folder.resolve("recording");
    assertThat(StateFolder.open(below)).singleElement().asString().contains("decisions can be");
  }

  @Test
  void folderOfAnotherUser_isRefused() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("decisions"));
    int own = StateFolder.ownUser();
    if (own == 0) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
    }
    int reader = own == 0 ? own : own + 1;
    assertThatThrownBy(() -> StateFolder.open(folder, reader))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("decisions: belongs to user ");
    assertThatThrownBy(() -> StateFolder.open(Files.writeString(temporary.resolve("file"), "")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void folderThatIsReadOnly_namesTheDropInOfTheUnit() {
    assertThatThrownBy(() -> StateFolder.open(Path.of("/proc/sys/tcmu-reclaim")))
        .isInstanceOf(IOException.class);
    assertThat(new ReadOnlyFolderException(Path.of("/srv/x")))
        .hasMessageStartingWith("/srv/x: is read-only here; ")
        .hasMessageContaining("tcmu-reclaim unit-paths");
  }
}
