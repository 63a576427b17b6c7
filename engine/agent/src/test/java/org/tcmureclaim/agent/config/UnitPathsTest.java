package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitPathsTest {
  private static final String ELSEWHERE =
      """
      ledger: {directory: "/srv/100% mine"}
      recording: {directory: /srv/recording}
      stock: {lease: /srv/lease/x.lease}
      api: {listen: "unix:/srv/api/api.sock"}
      """;

  @TempDir private Path folder;

  private AgentConfig config(String text) throws IOException {
    return AgentConfig.load(Files.writeString(folder.resolve("agent.yaml"), text));
  }

  @Test
  void foldersOfTheUnit_needNoDropIn() throws IOException {
    assertThat(UnitPaths.AGENT.folders(config("mode: act\n"))).isEmpty();
    assertThat(UnitPaths.AGENT.folders(config("ledger: {directory: /var/lib/tcmu-reclaim/x}\n")))
        .isEmpty();
    assertThat(
            UnitPaths.AGENT.folders(
                config("ledger: {directory: /tmp/x}\nrecording: {directory: /var/tmp}\n")))
        .as("its own there")
        .isEmpty();
    assertThat(
            UnitPaths.AGENT.folders(
                config("recording: {enabled: false, directory: /srv/recording}\n")))
        .isEmpty();
  }

  @Test
  void foldersElsewhere_areInTheDropIn() throws IOException {
    List<Path> folders = UnitPaths.AGENT.folders(config(ELSEWHERE));
    assertThat(folders)
        .extracting(Path::toString)
        .containsExactly("/srv/100% mine", "/srv/recording", "/srv/lease");
    assertThat(UnitPaths.SERVER.folders(config(ELSEWHERE))).containsExactly(Path.of("/srv/api"));
    assertThat(UnitPaths.AGENT.dropIn(folders).lines())
        .contains(
            "[Service]",
            "ReadWritePaths=\"-/srv/100%% mine\"",
            "ReadWritePaths=\"-/srv/recording\"",
            "ReadWritePaths=\"-/srv/lease\"");
    assertThat(UnitPaths.AGENT.dropIn(List.of(Path.of("/srv/a\"b\\c"))))
        .contains("ReadWritePaths=\"-/srv/a\\\"b\\\\c\"\n");
    assertThat(UnitPaths.AGENT.dropIn(List.of(Path.of("/home/x/recording"))))
        .contains("\n# ReadWritePaths=\"-/home/x/recording\"");
  }
}
