package org.tcmureclaim.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

  /** As where root starts an agent by hand. Only root can give a file to another group. */
  @Test
  void whatRootMakes_isReadByTheGroupOfTheFolder() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("state"));
    if (StateFolder.ownUser() == 0) {
      Files.setAttribute(folder, "unix:gid", NOBODY);
    }
    Object group = Files.getAttribute(folder, "unix:gid");
    StateFolder.create(folder.resolve("a/b"));
    Path fresh = StateFolder.createNew(folder.resolve("c"));
    NewFile.write(folder.resolve("a/b/new"), "");
    WholeFile.writePrivate(folder.resolve("whole"), "");
    for (Path made :
        List.of(
            folder.resolve("a"),
            folder.resolve("a/b"),
            fresh,
            folder.resolve("a/b/new"),
            folder.resolve("whole"))) {
      assertThat(Files.getAttribute(made, "unix:gid")).as(made.toString()).isEqualTo(group);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo(Files.isDirectory(made) ? "rwxr-x---" : "rw-r-----");
    }
  }

  /** As a release with one process left them. Only root can give a file to another group. */
  @Test
  void whatRootAloneCouldRead_isReadByTheGroup_andWhatIsAnotherUsersIsNot() throws IOException {
    Path state = Files.createDirectory(temporary.resolve("state"));
    Path folder = Files.createDirectory(state.resolve("decisions"));
    Path file = Files.createFile(folder.resolve("old.log"));
    Path others = Files.createFile(folder.resolve("others.log"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    for (Path one : List.of(file, others)) {
      Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
    }
    boolean isRoot = StateFolder.ownUser() == 0;
    if (isRoot) {
      Files.setAttribute(state, "unix:gid", NOBODY);
      Files.setAttribute(others, "unix:uid", NOBODY);
    }
    StateFolder.letGroupRead(folder, List.of(file, others));
    assertThat(mode(folder)).isEqualTo(isRoot ? "rwxr-x---" : "rwx------");
    assertThat(mode(file)).isEqualTo(isRoot ? "rw-r-----" : "rw-------");
    assertThat(mode(others)).isEqualTo("rw-------");
    assertThat(Files.getAttribute(file, "unix:gid"))
        .isEqualTo(Files.getAttribute(state, "unix:gid"));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** The group of another user's folder is that user's choice, and no reason to show a file. */
  @Test
  void whatRootMakes_inAFolderOfAnotherUser_staysRoots() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("state"));
    if (StateFolder.ownUser() == 0) {
      Files.setAttribute(folder, "unix:gid", NOBODY);
      Files.setAttribute(folder, "unix:uid", NOBODY);
    }
    NewFile.write(folder.resolve("new"), "");
    Object plain = Files.getAttribute(Files.createFile(folder.resolve("plain")), "unix:gid");
    assertThat(Files.getAttribute(folder.resolve("new"), "unix:gid")).isEqualTo(plain);
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

  @Test
  void folderBelowOneOfAnotherUser_isAWarning() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("decisions"));
    int own = StateFolder.ownUser();
    if (own == 0) {
      Files.setAttribute(temporary, "unix:uid", NOBODY);
    }
    assertThat(StateFolder.warnings(folder, own == 0 ? own : own + 1))
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith(temporary.toRealPath() + " belongs to user ")
                    .endsWith(", who could replace " + folder));
  }

  /** Not even root creates a file there. */
  @Test
  void folderThatTakesNoFile_isRefused() throws IOException {
    Path folder = Path.of("/proc/self/fdinfo").toRealPath();
    assertThatThrownBy(() -> StateFolder.open(folder)).isInstanceOf(FileSystemException.class);
  }

  @Test
  void trialThatAnAgentLeft_isNoObstacle() throws IOException {
    Path trial = temporary.resolve(".writable-" + ProcessHandle.current().pid());
    Files.writeString(trial, "");
    assertThat(StateFolder.open(temporary.toRealPath())).isEmpty();
    assertThat(trial).doesNotExist();
  }

  @Test
  void folderThatItsGroupCanWrite_isAWarning_atTheEndOfALinkToo() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("decisions"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Path outOfThere = Files.createSymbolicLink(elsewhere.resolve("below"), folder);
    for (Path path : List.of(folder, link, outOfThere)) {
      assertThat(StateFolder.warnings(path, StateFolder.ownUser()))
          .singleElement()
          .asString()
          .startsWith(folder.toRealPath() + " can be written by others")
          .contains("(mode 0770)");
    }
  }

  /** A full disk has room again later; a folder that can never be written to is refused. */
  @Test
  void problemOfAFolder_isToldApart_byWhatTheKernelSays() {
    Path folder = Path.of("/srv/x");
    for (String full : List.of("No space left on device", "Disk quota exceeded")) {
      assertThat(StateFolder.isFull(new FileSystemException("/srv/x/y", null, full))).isTrue();
    }
    var readOnly = new FileSystemException("/srv/x/y", null, "Read-only file system");
    assertThat(StateFolder.isFull(readOnly)).isFalse();
    assertThat(StateFolder.inPlainWords(folder, readOnly))
        .isInstanceOf(ReadOnlyFolderException.class);
    assertThat(StateFolder.inPlainWords(folder, new AccessDeniedException("/srv/x/y")))
        .hasMessage("/srv/x: permission denied");
  }
}
