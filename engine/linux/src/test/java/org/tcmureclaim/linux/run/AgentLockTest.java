package org.tcmureclaim.linux.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.AnotherAgentException;

/** Two agents in one process stand for two processes: the lock of each is of its own file. */
class AgentLockTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("run/agent.lock");
  }

  private void removeFolder() throws IOException {
    Files.delete(file());
    Files.delete(file().getParent());
  }

  @Test
  void lockWhoseFileWasRemoved_keepsNobodyAway_untilItIsTakenAgain() throws IOException {
    AgentLock first = AgentLock.acquire(file());
    removeFolder();
    AgentLock.acquire(file()).close();

    removeFolder();
    first.takeAgain();
    assertThat(AgentLock.living(file())).hasValue((int) ProcessHandle.current().pid());
    assertThatThrownBy(() -> AgentLock.acquire(file())).isInstanceOf(AnotherAgentException.class);
    first.close();
    AgentLock.acquire(file()).close();
  }

  @Test
  void lockThatAnotherAgentHasByNow_isNotTaken() throws IOException {
    AgentLock first = AgentLock.acquire(file());
    removeFolder();
    AgentLock second = AgentLock.acquire(file());
    assertThatThrownBy(first::takeAgain).isInstanceOf(AnotherAgentException.class);
    first.close();
    assertThatThrownBy(() -> AgentLock.acquire(file())).isInstanceOf(AnotherAgentException.class);
    second.close();
  }

  @Test
  void lockThatWasGivenBack_isNotTakenAgain() {
    AgentLock lock = AgentLock.acquire(file());
    lock.close();
    lock.takeAgain();
    AgentLock.acquire(file()).close();
  }
}
