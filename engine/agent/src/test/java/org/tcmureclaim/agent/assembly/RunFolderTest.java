package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.recording.UnwritableException;

class RunFolderTest {
  /** No process: the largest number that Linux gives is 2^22. */
  private static final String GONE = "-999999999-1";

  @TempDir private Path folder;
  private final NotedNotices notices = new NotedNotices();

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
    RunFolder.open(new RunFiles(folder, alive), notices);
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
    RunFolder.open(RunFiles.in(folder), notices);
    assertThat(folder.toFile().list()).containsExactly("agent.json");
  }

  /** What a link leads to is not the agent's. */
  @Test
  void link_isRemoved_andNotFollowed(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("data"), "");
    Files.createSymbolicLink(folder.resolve("decisions" + GONE), other);
    RunFolder.open(new RunFiles(folder, "-1-1"), notices);
    assertThat(folder.toFile().list()).isEmpty();
    assertThat(other.toFile().list()).containsExactly("data");
  }

  @Test
  void folderThatCannotBeMade_isToldInWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> RunFolder.open(new RunFiles(file.resolve("x"), ""), notices))
        .isInstanceOf(UnwritableException.class)
        .hasMessageStartingWith("the agent has no place for what it shows: ");
  }
}
