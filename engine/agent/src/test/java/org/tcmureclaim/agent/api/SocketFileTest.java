package org.tcmureclaim.agent.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.files.StateFolder;

class SocketFileTest {
  private static final int NOBODY = 65_534;

  /** Its owner could move the socket away and answer in the agent's place. */
  @Test
  void folderOfAnotherUser_isRefused(@TempDir Path temporary) throws IOException {
    assumeThat(StateFolder.ownUser()).as("only root can give a folder away").isZero();
    Path folder = Files.createDirectory(temporary.resolve("tcmu-reclaim-root"));
    Files.setAttribute(folder, "unix:uid", NOBODY);
    assertThatThrownBy(() -> new SocketFile(folder.resolve("api.sock")).prepare())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tcmu-reclaim-root: belongs to user 65534");
  }
}
