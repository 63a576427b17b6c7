package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.json.JsonObject;

/** A server that meets no agent, or what is none: it says so, says what to do, and goes on. */
class NoAgentTest {
  /** Where {@code ImageLayout} has these. */
  private static final long FINGERPRINT_AT = 8;

  private static final long STATE_AT = 16;
  private static final long IN_USE = 1;
  private static final long REPLACED = 3;
  private static final long DEVICE_CAPACITY_AT = 40;
  private static final long AGENT_START_AT = 72;

  @TempDir private Path folder = Path.of("");
  private ApiFixture fixture;
  private AgentClient unix;

  @BeforeEach
  void listen() throws IOException {
    fixture = new ApiFixture();
    ApiAddress socket = new ApiAddress.Unix(folder.resolve("run/api.sock"));
    fixture.api.listen(socket, Optional::empty);
    unix = new AgentClient(socket, Optional.empty());
  }

  @AfterEach
  void close() throws IOException {
    fixture.api.close();
  }

  /** Started before an agent, while there is none, and after it: it goes on. */
  @Test
  void withoutAnAgent_itSaysSo_andGoesOnWhenOneComes() throws IOException {
    fixture.tick(1);
    fixture.decide(1);
    fixture.agent.hide();
    fixture.api.lookNow();
    for (String path : List.of("/status", "/devices", "/heat", "/customers", "/decisions")) {
      Answer answer = unix.get(path);
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(answer.json().getString("type")).isEqualTo("urn:tcmu-reclaim:problem:no-agent");
      assertThat(answer.json().getString("detail")).contains("no agent runs here");
    }
    assertThat(unix.post("/pause", new JsonObject()).status()).isEqualTo(200);
    fixture.agent.show();
    fixture.api.lookNow();
    assertThat(get("/status").getLong("tick")).isPositive();
    assertThat(get("/decisions").getInteger("total")).isEqualTo(1);
  }

  private void isRefused(String because) throws IOException {
    fixture.api.lookNow();
    for (String path : List.of("/status", "/devices", "/heat", "/customers", "/decisions")) {
      Answer answer = unix.get(path);
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(answer.json().getString("type")).isEqualTo("urn:tcmu-reclaim:problem:no-agent");
      assertThat(answer.json().getString("detail")).contains(because);
    }
  }

  /** A server that was upgraded, or was not, beside an agent that was not, or was. */
  @Test
  void imageOfAnotherVersion_isRefused_withItsVersionAndWhatToDo() throws IOException {
    fixture.tick(1);
    replace(file -> overwrite(file, FINGERPRINT_AT, 4711));
    isRefused(
        "was written by another version, test; use the commands of that version, or start the"
            + " agent again");
  }

  @Test
  void imageThatWasCutShort_isRefused() throws IOException {
    fixture.tick(1);
    replace(file -> file.setLength(file.length() - 4096));
    isRefused("it was cut short or written over");
    replace(file -> file.setLength(20));
    isRefused("it was cut short");
    replace(file -> file.setLength(0));
    isRefused("it was cut short");
  }

  @Test
  void imageThatIsDamaged_isRefused() throws IOException {
    fixture.tick(1);
    replace(file -> overwrite(file, DEVICE_CAPACITY_AT, -1));
    isRefused("is damaged");
    replace(file -> overwrite(file, 0, 0));
    isRefused("is not the image of an agent");
  }

  /** Only root can give a file away. */
  @Test
  void imageOfAnotherUser_isRefused() throws IOException {
    fixture.tick(1);
    if (StateFolder.ownUser() == 0) {
      replace(file -> {});
      Files.setAttribute(image(), "unix:uid", 65534);
      isRefused("belongs to user 65534, so it is not believed; remove it");
      Files.setAttribute(image(), "unix:uid", 0);
    }
    fixture.api.lookNow();
    assertThat(get("/status").getLong("tick")).isEqualTo(1);
  }

  /** Its writer was killed, and another process may have its number. */
  @Test
  void imageOfAnAgentThatWasKilled_isRefused() throws IOException {
    fixture.tick(1);
    replace(file -> overwrite(file, AGENT_START_AT, 1));
    isRefused("the agent that wrote it has ended; 'systemctl status tcmu-reclaim' says how");
  }

  @Test
  void stateOfAnotherVersion_isRefused_withWhatToDo() throws IOException {
    fixture.tick(1);
    Path state = fixture.agent.files().state();
    String text = Files.readString(state);
    String other = text.replaceFirst("\"format\" *: *[0-9]+", "\"format\":999");
    assertThat(other).isNotEqualTo(text);
    Path unused = Files.writeString(state, other);
    isRefused("has format 999, and this version reads format");
  }

  private Path image() {
    return fixture.agent.files().tick();
  }

  private interface Damage {
    void to(RandomAccessFile file) throws IOException;
  }

  /** Another agent has put its file in the place of the one that the server has open. */
  private void replace(Damage damage) throws IOException {
    Path draft = image().resolveSibling("draft");
    Files.copy(image(), draft, StandardCopyOption.REPLACE_EXISTING);
    change(image(), file -> overwrite(file, STATE_AT, REPLACED));
    change(draft, file -> overwrite(file, STATE_AT, IN_USE));
    change(draft, damage);
    Path unused = Files.move(draft, image(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void change(Path path, Damage damage) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      damage.to(file);
    }
  }

  private static void overwrite(RandomAccessFile file, long at, long value) throws IOException {
    if (file.length() >= at + Long.BYTES) {
      file.seek(at);
      file.writeLong(Long.reverseBytes(value));
    }
  }

  private JsonObject get(String path) {
    Answer answer = unix.get(path);
    assertThat(answer.status()).as(path + " " + answer.json()).isEqualTo(200);
    return answer.json();
  }
}
