package org.tcmureclaim.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.files.WholeFile;

@Timeout(60)
class StateReaderTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("agent.json");
  }

  private void write(AgentState state) throws IOException {
    WholeFile.writePrivate(file, StateJson.text(state));
  }

  private StateException refusal() {
    try {
      AgentState read = StateReader.read(file);
      throw new AssertionError("read as " + read);
    } catch (StateException e) {
      return e;
    }
  }

  @Test
  void whatIsWritten_isReadAsTheSame() throws IOException {
    for (AgentState state : List.of(States.full(12), States.bare(0))) {
      write(state);
      assertThat(StateReader.read(file)).isEqualTo(state);
    }
  }

  @Test
  void fileThatStaysTheSame_isReadOnce_andOneThatIsReplaced_atOnce() throws IOException {
    write(States.bare(1));
    StateReader reader = new StateReader(file);
    AgentState first = reader.newest();
    assertThat(reader.newest()).isSameAs(first);
    write(States.bare(2));
    assertThat(reader.newest().pid()).isEqualTo(2);
    Files.delete(file);
    assertThatThrownBy(reader::newest).hasMessageContaining("no agent runs here");
    write(States.bare(3));
    assertThat(reader.newest().pid()).isEqualTo(3);
  }

  @Test
  void noFile_andNoFolder_areNoAgent() {
    assertThat(refusal().isMissing()).isTrue();
    file = folder.resolve("not/there/agent.json");
    assertThat(refusal()).hasMessage(file + ": no agent runs here");
  }

  @Test
  void anotherFormat_isToldWithBothNumbers() throws IOException {
    Files.writeString(
        file, StateJson.text(States.full(1)).replace("\"format\" : 1", "\"format\" : 2"));
    assertThat(refusal())
        .hasMessage(
            file
                + ": has format 2, and this version reads format 1; use the commands of the agent's"
                + " version, or start the agent again");
    assertThat(refusal().isMissing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "12",
        "{",
        "{}}",
        "{\"format\": 1} {}",
        "\u0000\u0000",
        "nonsense"
      })
  void whatIsNoJsonObject_isToldAsSuch(String text) throws IOException {
    Files.writeString(file, text);
    assertThat(refusal())
        .hasMessageStartingWith(file + ": is no JSON object")
        .hasMessageContaining("start the agent again");
  }

  /** Whatever is cut off, what is left is never taken for a state. */
  @Test
  void fileThatWasCutShort_isRefusedWhereverItEnds() throws IOException {
    byte[] whole = StateJson.text(States.full(1)).strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(refusal()).hasMessageStartingWith(file + ": ");
    }
  }

  /** Each value in turn becomes one of each other kind. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"text\"",
        "-1.5",
        "1e400",
        "99999999999999999999",
        "[1]",
        "[null]",
        "{}",
        "[[]]"
      })
  void valueOfAnotherKind_isRefusedInWords_orTakenForWhatItIs(String value) throws IOException {
    List<String> lines = StateJson.text(States.full(1)).lines().toList();
    int refused = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf("\" : ");
      if (colon < 0 || line.endsWith("{") || line.endsWith("[")) {
        continue;
      }
      String comma = line.endsWith(",") ? "," : "";
      List<String> changed = new java.util.ArrayList<>(lines);
      changed.set(i, line.substring(0, colon) + "\" : " + value + comma);
      Files.writeString(file, String.join("\n", changed));
      try {
        AgentState unused = StateReader.read(file);
      } catch (StateException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"pid\" : 12 | \"pid\" : \"12\" | pid is not a whole number",
        "\"weight\" : 100 | \"weight\" : -1 | customers[0].weight is not a number from 0 to",
        "\"name\" : \"orders\" | \"nam\" : 1 | lacks workers[1].name",
        "\"level\" : \"info\" | \"level\" : \"loud\" | notices[0].level is not a known word",
        "\"host\" : \"linux\" | \"host\" : {} | started.host is not a text"
      })
  void message_saysWhichValueIsWrong(String good, String bad, String message) throws IOException {
    String text = StateJson.text(States.full(12));
    assertThat(text).contains(good);
    Files.writeString(file, text.replace(good, bad));
    assertThat(refusal()).hasMessageStartingWith(file + ": " + message);
  }

  @Test
  void keyThatIsNotKnown_isPassedOver() throws IOException {
    Files.writeString(file, StateJson.text(States.bare(1)).replaceFirst("\\{", "{\"new\" : [1],"));
    assertThat(StateReader.read(file)).isEqualTo(States.bare(1));
  }

  @Test
  void deepNesting_isRefused() throws IOException {
    Files.writeString(file, "{\"format\" : " + "[".repeat(1 << 20));
    assertThat(refusal()).hasMessageStartingWith(file + ": is no JSON object");
  }

  /** A sparse file: reading all of it would take 64 GiB. */
  @Test
  void hugeFile_isNotReadToItsEnd() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(64L << 30);
    }
    assertThat(refusal()).hasMessage(file + ": has more than 4194304 bytes");
  }

  @Test
  void folder_link_andPipe_areRefused_andNotWaitedFor() throws Exception {
    Files.createDirectory(file);
    assertThat(refusal()).hasMessageContaining("is no regular file");
    Files.delete(file);
    Files.createSymbolicLink(file, Files.writeString(folder.resolve("x"), "{}"));
    assertThat(refusal()).hasMessageContaining("is no regular file");
    Files.delete(file);
    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    assertThat(refusal()).hasMessageContaining("is no regular file");
  }

  /** One user must not make another believe in an agent. Only root can give a file away. */
  @Test
  void fileOfAnotherUser_isRefused() throws IOException {
    write(States.bare(1));
    StateReader reader = new StateReader(file);
    assertThat(reader.newest().pid()).isEqualTo(1);
    if (StateFolder.ownUser() == 0) {
      Files.setAttribute(file, "unix:uid", 65534);
      assertThatThrownBy(reader::newest)
          .isInstanceOf(StateException.class)
          .hasMessage(file + ": belongs to user 65534, so it is not believed; remove it");
      Files.setAttribute(file, "unix:uid", 0);
      Files.setAttribute(folder, "unix:uid", 65534);
      assertThat(refusal()).hasMessageContaining(folder + ": belongs to user 65534");
      Files.setAttribute(folder, "unix:uid", 0);
    }
    assertThat(reader.newest().pid()).isEqualTo(1);
  }
}
