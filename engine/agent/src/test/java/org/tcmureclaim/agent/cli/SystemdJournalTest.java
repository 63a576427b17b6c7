package org.tcmureclaim.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.shim.DatagramSender;

class SystemdJournalTest {
  @TempDir private Path folder = Path.of("");
  private Path output;
  private Path socket;

  @BeforeEach
  void files() throws IOException {
    output = Files.createFile(folder.resolve("output"));
    socket = Files.createFile(folder.resolve("socket"));
  }

  private boolean isFound(String stream) throws IOException {
    var sender = SystemdJournal.of(Map.of("JOURNAL_STREAM", stream), output, socket);
    sender.ifPresent(DatagramSender::close);
    return sender.isPresent();
  }

  private String stream() throws IOException {
    return Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");
  }

  @Test
  void outputThatIsTheJournals_isRecognised() throws IOException {
    assertThat(isFound(stream())).isTrue();
  }

  @Test
  void outputThatWasRedirectedSince_orAJournalThatIsNotThere_isNone() throws IOException {
    assertThat(isFound("1:2")).isFalse();
    assertThat(isFound("")).isFalse();
    String mine = stream();
    Files.delete(socket);
    assertThat(isFound(mine)).isFalse();
    Files.delete(output);
    assertThat(isFound(mine)).isFalse();
  }
}
