package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.recording.UnwritableException;

class RunFolderTest {
  /** No process: the largest number that Linux gives is 2^22. */
  private static final String GONE = "-999999999-1";

  @TempDir private Path folder;
  private final NotedNotices notices = new NotedNotices();
  private final NotedLoss lost = new NotedLoss();

  private static final class NotedLoss implements RunFolder.Lost {
    private boolean ends;
    private int madeAgain;

    @Override
    public boolean end() {
      return ends;
    }

    @Override
    public void madeAgain() {
      madeAgain++;
    }
  }

  @Test
  void filesOfAHostThatWasKilled_areRemoved_andThoseOfOthersStay() throws IOException {
    String alive = "-" + ProcessHandle.current().pid() + "-77";
    for (String suffix : new String[] {GONE, alive}) {
      Files.writeString(folder.resolve("tick" + suffix), "");
      Files.writeString(folder.resolve("agent" + suffix + ".json"), "");
      Path journal = Files.createDirectory(folder.resolve("decisions" + suffix));
      Files.writeString(journal.resolve("x"), "");
    }
    Files.writeString(folder.resolve(".tick" + GONE + "-0f.part"), "");
    Files.writeString(folder.resolve("demo.sock"), "");
    RunFolder.open(new RunFiles(folder, alive), lost, notices);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "tick" + alive, "agent" + alive + ".json", "decisions" + alive, "demo.sock");
    assertThat(folder.resolve("decisions" + alive).toFile().list()).containsExactly("x");
  }

  @Test
  void draftsOfAKilledAgentOnAHost_areRemoved_andItsFilesStay() throws IOException {
    Files.writeString(folder.resolve(".agent.json-0123456789abcdef.part"), "");
    Files.writeString(folder.resolve(".tick-0123456789abcdef.part"), "");
    Files.writeString(folder.resolve("agent.json"), "");
    RunFolder.open(RunFiles.in(folder), lost, notices);
    assertThat(folder.toFile().list()).containsExactly("agent.json");
  }

  /** What a link leads to is not the agent's. */
  @Test
  void link_isRemoved_andNotFollowed(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("data"), "");
    Files.createSymbolicLink(folder.resolve("decisions" + GONE), other);
    RunFolder.open(new RunFiles(folder, "-1-1"), lost, notices);
    assertThat(folder.toFile().list()).isEmpty();
    assertThat(other.toFile().list()).containsExactly("data");
  }

  @Test
  void folderThatCannotBeMade_isToldInWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunFolder.open(new RunFiles(file.resolve("x"), ""), lost, notices))
        .isInstanceOf(UnwritableException.class)
        .hasMessageStartingWith("the agent has no place for what it shows: ");
  }

  @Test
  void folderThatWasRemoved_isMadeAgain_withItsModeAndGroup() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    try (FileChannel image = image(run)) {
      assertThat(image.isOpen()).isTrue();
      boolean isRoot = StateFolder.ownUser() == 0;
      if (isRoot) { // Only root can give a folder to a group that it is not in.
        Files.setAttribute(run, "unix:gid", 4711);
      }
      Files.setAttribute(run, "unix:mode", 0750);
      Map<String, Object> before = Files.readAttributes(run, "unix:mode,uid,gid");
      RunFolder opened = RunFolder.open(RunFiles.in(run), lost, notices);
      assertThat(opened.look()).isTrue();
      Files.delete(run.resolve("tick"));
      Files.delete(run);
      assertThat(opened.look()).isTrue();
      assertThat(Files.readAttributes(run, "unix:mode,uid,gid")).isEqualTo(before);
      assertThat(opened.look()).isTrue();
      try (FileChannel next = image(run)) {
        Files.delete(run.resolve("tick"));
        Files.delete(run);
        Files.createDirectory(run);
        Files.setAttribute(run, "unix:mode", 0700);
        assertThat(opened.look()).as("made by another").isTrue();
        assertThat(next.size()).isZero();
      }
      assertThat(Files.readAttributes(run, "unix:mode,uid,gid")).isEqualTo(before);
      String once = "warning: " + run + " was removed under the agent; it is made again";
      assertThat(notices.told).containsExactly(once, once);
      assertThat(lost.madeAgain).as("lock and lease too").isEqualTo(2);
    }
  }

  @Test
  void folderThatCannotBeMadeAgain_isToldOnce_andIsMadeWhenItCan() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    try (FileChannel image = image(run)) {
      assertThat(image.isOpen()).isTrue();
      RunFolder opened = RunFolder.open(RunFiles.in(run), lost, notices);
      Files.delete(run.resolve("tick"));
      Files.delete(run);
      Files.writeString(run, "");
      assertThat(opened.look()).isFalse();
      assertThat(opened.look()).isFalse();
      assertThat(notices.told)
          .singleElement()
          .asString()
          .startsWith(
              "warning: "
                  + run
                  + " was removed under the agent and cannot be made again; decisions go on");
      Files.delete(run);
      Path link = Files.createSymbolicLink(run, Files.createDirectory(folder.resolve("other")));
      assertThat(opened.look()).as("a link is not followed").isFalse();
      Files.delete(link);
      assertThat(opened.look()).isTrue();
      assertThat(run).isDirectory();
    }
  }

  /** Systemd makes the folder before it starts the next one. */
  @Test
  void folderThatWasRemoved_endsAnAgentThatIsStartedAgain() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    RunFolder opened = RunFolder.open(RunFiles.in(run), lost, notices);
    lost.ends = true;
    Files.delete(run);
    assertThat(opened.look()).isFalse();
    assertThat(opened.look()).isFalse();
    assertThat(run).doesNotExist();
    assertThat(lost.madeAgain).isZero();
    assertThat(notices.told)
        .containsExactly(
            "warning: "
                + run
                + " was removed under the agent; it ends, to be started again with one");
  }

  /** The image of a running agent, which is open while it is removed with its folder. */
  private static FileChannel image(Path run) throws IOException {
    return FileChannel.open(
        run.resolve("tick"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
