package org.tcmureclaim.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.Notices;

@Timeout(60)
class StateWriterTest {
  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private AgentState state = States.full(1);

  private StateWriter writer(Path file) {
    return new StateWriter(
        file,
        () -> state,
        new Notices() {
          @Override
          public void info(String message) {
            told.add("info: " + message);
          }

          @Override
          public void warn(String message) {
            told.add("warning: " + message);
          }
        });
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  @Test
  void state_isWrittenWhereItHasChanged_andOtherwiseLeftAlone() throws IOException {
    Path file = folder.resolve("agent.json");
    StateWriter writer = writer(file);
    writer.look();
    assertThat(StateReader.read(file)).isEqualTo(state);
    Object first = inode(file);
    writer.look();
    assertThat(inode(file)).isEqualTo(first);
    state = States.full(2);
    writer.look();
    assertThat(inode(file)).isNotEqualTo(first);
    assertThat(StateReader.read(file)).isEqualTo(state);
    assertThat(told).isEmpty();
  }

  @Test
  void fileThatWasRemoved_isWrittenAgain() throws IOException {
    Path file = folder.resolve("agent.json");
    StateWriter writer = writer(file);
    writer.look();
    Files.delete(file);
    writer.look();
    assertThat(StateReader.read(file)).isEqualTo(state);
  }

  @Test
  void file_isReadByItsGroup_andByNoOthers() throws IOException {
    Path file = folder.resolve("agent.json");
    writer(file).look();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  /** As where {@code /run} is full. */
  @Test
  void whatCannotBeWritten_isToldOnce_andTriedAgain() throws IOException {
    Path file = folder.resolve("gone/agent.json");
    StateWriter writer = writer(file);
    writer.look();
    writer.look();
    state = States.full(2);
    writer.look();
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("warning: other processes do not see how the agent stands")
        .contains(file.toString());
    Files.createDirectory(folder.resolve("gone"));
    writer.look();
    assertThat(StateReader.read(file)).isEqualTo(state);
    assertThat(told).hasSize(2).last().asString().startsWith("info: " + file + " is written again");
    writer.look();
    assertThat(told).hasSize(2);
  }

  @Test
  void draft_isNotLeftBehind() throws IOException {
    Path file = folder.resolve("agent.json");
    Files.createDirectory(file); // No file can take its place.
    writer(file).look();
    assertThat(folder.toFile().list()).containsExactly("agent.json");
  }
}
