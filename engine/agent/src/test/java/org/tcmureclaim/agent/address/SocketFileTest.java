package org.tcmureclaim.agent.address;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Path folder = Path.of("/usr/lib"); // Root's; only root can give a folder away.
    if (StateFolder.ownUser() == 0) {
      folder = Files.createDirectory(temporary.resolve("tcmu-reclaim-root"));
      Files.setAttribute(folder, "unix:uid", NOBODY);
    }
    Path socket = folder.resolve("api.sock");
    assertThatThrownBy(() -> new SocketFile(socket).prepare())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder + ": belongs to user ");
  }
}
