package org.tcmureclaim.replay.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process costs. */
class ProcessCostTest {
  @Test
  void figures_areThoseOfTheProcess() throws IOException {
    ProcessCost cost = ProcessCost.of("test", ProcessHandle.current());
    assertThat(cost.residentBytes()).isBetween(1L << 20, cost.peakBytes());
    assertThat(cost.threads()).isBetween(2L, 10_000L);
    assertThat(cost.lockedBytes()).isBetween(0L, cost.peakBytes());
  }

  @Test
  void jars_areThoseOfTheClassPath_alsoOfWholeFolders(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"a.jar", "b.jar", "c.txt"}) {
      Path unused = Files.createFile(folder.resolve(name));
    }
    assertThat(ProcessCost.jars("java", "-cp", "x.jar:" + folder + "/*:classes", "Main"))
        .isEqualTo(3);
    assertThat(ProcessCost.jars("java", "-version")).isZero();
  }
}
