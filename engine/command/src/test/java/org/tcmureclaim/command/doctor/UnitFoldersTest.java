package org.tcmureclaim.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.UnitPaths;

class UnitFoldersTest {
  @TempDir private Path folder;

  @Test
  void foldersThatNoDropInNames_areNamed() throws IOException {
    Path file =
        Files.writeString(folder.resolve("agent.yaml"), "recording: {directory: /srv/recording}\n");
    Path dropIns = folder.resolve("drop-ins");
    assertThat(UnitFolders.finding(folder.resolve("none.yaml"), UnitPaths.AGENT, dropIns))
        .isEmpty();
    assertThat(UnitFolders.finding(file, UnitPaths.AGENT, dropIns).orElseThrow())
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Finding.Level.WARN);
              assertThat(finding.found()).contains("/srv/recording", "tcmu-reclaim unit-paths");
            });
    Files.createDirectory(dropIns);
    Files.writeString(
        dropIns.resolve("paths.conf"),
        UnitPaths.AGENT.dropIn(UnitPaths.AGENT.folders(AgentConfig.load(file))));
    assertThat(UnitFolders.finding(file, UnitPaths.AGENT, dropIns).orElseThrow().level())
        .isEqualTo(Finding.Level.OK);
  }

  @Test
  void socketElsewhere_isTheServers_andNoFolderOfTheAgents() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"),
            "api: {listen: \"unix:/srv/api/api.sock,unix:/run/tcmu-reclaim/api.sock\"}\n");
    Path dropIns = folder.resolve("drop-ins");
    assertThat(UnitFolders.finding(file, UnitPaths.AGENT, dropIns).orElseThrow().level())
        .isEqualTo(Finding.Level.OK);
    assertThat(UnitFolders.finding(file, UnitPaths.SERVER, dropIns).orElseThrow().found())
        .isEqualTo(
            "read-only for the systemd unit tcmu-reclaim-serve: /srv/api; 'tcmu-reclaim unit-paths"
                + " --serve' prints the drop-in that adds what is missing");
    Path none = Files.writeString(folder.resolve("none.yaml"), "api: {listen: unix}\n");
    assertThat(UnitFolders.finding(none, UnitPaths.SERVER, dropIns)).isEmpty();
  }
}
