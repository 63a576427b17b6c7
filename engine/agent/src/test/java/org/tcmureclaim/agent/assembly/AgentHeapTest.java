package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.LargerHeap;
import org.tcmureclaim.agent.config.HeapLimit;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.Notices;

class AgentHeapTest {
  private static final long MIB = 1 << 20;
  private static final HeapChoice FREE = new HeapChoice(true, 0, 0);
  private static final HeapLimit LARGE = new HeapLimit(4096);

  @TempDir private Path folder;
  private LoadedConfig loaded;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("agent.yaml");
    loaded = LoadedConfig.load(Files.writeString(file, "policy: {name: predictive}\n"));
  }

  private void fit(HeapChoice choice, long heapMebibytes, HeapLimit limit, int luns) {
    Notices notices =
        new Notices() {
          @Override
          public void info(String message) {
            told.add(message);
          }

          @Override
          public void warn(String message) {
            told.add(message);
          }
        };
    new AgentHeap(choice, heapMebibytes * MIB, limit)
        .fit(loaded, need(luns), need(2 * luns), notices);
  }

  private HeapNeed need(int luns) {
    return HeapNeed.of(loaded.config(), luns);
  }

  @Test
  void heapForTwiceAsManyLuns_isEnough_andNothingIsSaid() {
    fit(FREE, need(512).heapMebibytes(), LARGE, 256);
    assertThat(told).isEmpty();
  }

  @Test
  void smallerHeap_isChangedForOne_thatHasRoomForTwiceAsMany() {
    LargerHeap larger = catchThrowableOfType(LargerHeap.class, () -> fit(FREE, 29, LARGE, 4096));
    assertThat(larger.mebibytes()).isGreaterThanOrEqualTo(need(8192).heapMebibytes());
    assertThat(larger).hasMessage("8192 LUNs of no customers");
    fit(new HeapChoice(true, 0, larger.mebibytes()), larger.mebibytes() - 3, LARGE, 4096);
    assertThat(told)
        .containsExactly(
            "restarted with " + larger.mebibytes() + " MiB of heap, for 8192 LUNs of no customers");
  }

  /** Something else than the launcher sizes heaps: to ask again would go on without end. */
  @Test
  void heapThatWasAskedForInVain_isTakenAsItIs() {
    fit(new HeapChoice(true, 0, 1024), 29, LARGE, 4096);
    assertThat(told).hasSize(1);
  }

  @Test
  void hostWithRoomForItsLunsAlone_givesThatMuch() {
    HeapLimit limit = new HeapLimit(need(4096).heapMebibytes());
    LargerHeap larger = catchThrowableOfType(LargerHeap.class, () -> fit(FREE, 29, limit, 4096));
    assertThat(larger.mebibytes()).isEqualTo(limit.mebibytes());
  }

  @Test
  void hostWithoutMemoryForItsLuns_isRefusedByName() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fit(FREE, 29, new HeapLimit(40), 65536))
        .withMessageMatching(
            "tcmu-reclaim: 65536 LUNs of no customers need about \\d+ MiB of heap, and of this"
                + " host's memory the agent takes 40 at most");
  }

  @Test
  void heapOfAnOperator_isLeftAlone() {
    fit(HeapChoice.FIXED, 29, LARGE, 4096);
    assertThat(told).isEmpty();
  }

  @Test
  void luns_areCountedInConfigfs_withoutFilesOfTheHba() throws IOException {
    Path core = Files.createDirectories(folder.resolve("target/core"));
    for (String lun : List.of("user_0/a", "user_0/b", "user_12/c", "iblock_0/d")) {
      Files.createDirectories(core.resolve(lun));
    }
    Files.createFile(core.resolve("user_0/hba_info"));
    Files.createFile(core.resolve("user_0/hba_mode"));
    assertThat(AgentHeap.luns(folder)).isEqualTo(3);
    assertThat(AgentHeap.luns(folder.resolve("missing"))).isZero();
  }
}
