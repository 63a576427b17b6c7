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
    assertThat(UnitFolders.finding(folder.resolve("none.yaml"), dropIns)).isEmpty();
    assertThat(UnitFolders.finding(file, dropIns).orElseThrow())
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Finding.Level.WARN);
              assertThat(finding.found()).contains("/srv/recording", "tcmu-reclaim unit-paths");
            });
    Files.createDirectory(dropIns);
    Files.writeString(
        dropIns.resolve("paths.conf"), UnitPaths.dropIn(UnitPaths.of(AgentConfig.load(file))));
    assertThat(UnitFolders.finding(file, dropIns).orElseThrow().level())
        .isEqualTo(Finding.Level.OK);
  }
}
