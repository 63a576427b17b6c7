package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.RunFiles;
import org.tcmureclaim.command.doctor.Finding;
import org.tcmureclaim.command.doctor.Finding.Level;
import org.tcmureclaim.host.worker.WorkerClock;

/** What doctor says of agent and server. */
class ProcessFindingsTest {
  @TempDir private Path folder;

  @Test
  void hostWithoutEither_isWell() {
    assertThat(findings()).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(of("agent").found()).isEqualTo("none runs here");
    assertThat(of("server").found()).startsWith("none runs here");
  }

  @Test
  void agentThatRuns_isSaidHowOldItsTickIs_andOneThatWasKilledThatItEnded() throws IOException {
    try (ShownAgent agent = new ShownAgent(folder)) {
      assertThat(of("agent").level()).isEqualTo(Level.OK);
      assertThat(of("agent").found()).startsWith("it runs, and its last tick was ");
      assertThat(of("readers").found()).contains("may look at the agent");
      agent.endLeavingFiles();
      assertThat(of("agent").level()).isEqualTo(Level.WARN);
      assertThat(of("agent").found()).contains("has ended without a word");
      assertThat(of("agent").fix()).contains("systemctl start");
    }
  }

  @Test
  void imageThatCannotBeRead_isSaidSo() throws IOException {
    Files.writeString(folder.resolve("tick"), "no image");
    assertThat(of("agent").level()).isEqualTo(Level.WARN);
    assertThat(of("agent").found()).startsWith(folder + "/tick: ");
  }

  @Test
  void socketWithoutAServer_isSaidSo() throws IOException {
    try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var unused = channel.bind(UnixDomainSocketAddress.of(folder.resolve("api.sock")));
    }
    assertThat(of("server").level()).isEqualTo(Level.WARN);
    assertThat(of("server").fix()).contains("tcmu-reclaim-serve");
  }

  private Finding of(String subject) {
    return findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> findings() {
    return new ProcessFindings(
            RunFiles.in(folder), folder.resolve("api.sock"), WorkerClock.OF_MACHINE)
        .all();
  }
}
