package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.LargerHeap;
import org.tcmureclaim.agent.config.HeapLimit;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.host.Notices;

/** On a host whose LUNs become more. */
class HeapGrowthTest {
  private static final long MIB = 1 << 20;
  private static final HeapChoice FREE = new HeapChoice(true, 0, 0);
  private static final HeapChoice GIVEN = new HeapChoice(false, 0, 0);
  private static final HeapLimit LARGE = new HeapLimit(4096);

  @TempDir private Path folder;
  private Path file;
  private LoadedConfig loaded;
  private int luns = 16;
  private double occupied;
  private boolean quiet = true;
  private final List<String> notices = new ArrayList<>();
  private final List<LargerHeap> restarts = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("agent.yaml"), "policy: {name: predictive}\n");
    loaded = LoadedConfig.load(file);
  }

  private HeapGrowth growth(HeapChoice choice, HeapLimit limit) {
    return new HeapGrowth(
        new HeapGrowth.Heap(choice, 19 * MIB, limit),
        HeapNeed::of,
        new HeapGrowth.Now(() -> luns, () -> occupied, () -> quiet),
        notices(),
        restarts::add);
  }

  private void look(HeapGrowth growth, int looks) {
    for (int i = 0; i < looks; i++) {
      growth.look(loaded, true);
    }
  }

  @Test
  void hostThatStaysAsItIs_isLeftAlone() {
    look(growth(FREE, LARGE), 2 * HeapGrowth.FIRST_LOOKS);
    assertThat(notices).isEmpty();
    assertThat(restarts).isEmpty();
  }

  @Test
  void roomThatEnds_isToldOnce_andTheAgentRestartsWithRoomForTwiceAsMany() {
    HeapGrowth growth = growth(FREE, LARGE);
    look(growth, HeapGrowth.FIRST_LOOKS);
    luns = 4096;
    look(growth, HeapGrowth.QUIET_LOOKS);
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("the heap of 19 MiB is nearly full: 4096 LUNs of no customers; the agent")
        .endsWith(" MiB at a quiet moment");
    assertThat(restarts).hasSize(1);
    long mebibytes = restarts.get(0).mebibytes();
    assertThat(HeapNeed.of(loaded.config(), 8192).fits((mebibytes - 3) * MIB)).isTrue();
    assertThat(HeapNeed.of(loaded.config(), 3 * 8192).fits(mebibytes * MIB)).isFalse();
  }

  @Test
  void restart_waitsForTenMinutes_andForAQuietMoment() {
    HeapGrowth growth = growth(FREE, LARGE);
    luns = 4096;
    look(growth, HeapGrowth.FIRST_LOOKS - 1);
    assertThat(restarts).isEmpty();
    quiet = false;
    look(growth, HeapGrowth.QUIET_LOOKS);
    quiet = true;
    look(growth, HeapGrowth.QUIET_LOOKS - 1);
    assertThat(restarts).isEmpty();
    growth.look(loaded, false); // A customer is paused, which a restart would end.
    look(growth, HeapGrowth.QUIET_LOOKS - 1);
    assertThat(restarts).isEmpty();
    look(growth, 1);
    assertThat(restarts).hasSize(1);
    assertThat(notices).hasSize(1);
  }

  @Test
  void roomThatIsBack_needsNoRestart() {
    HeapGrowth growth = growth(FREE, LARGE);
    luns = 4096;
    look(growth, 3);
    luns = 16;
    look(growth, 2 * HeapGrowth.FIRST_LOOKS);
    assertThat(restarts).isEmpty();
  }

  /** The files may be half written, or refused: then no agent would run. */
  @Test
  void filesThatAreNotThoseInForce_holdUpTheRestart() throws IOException {
    HeapGrowth growth = growth(FREE, LARGE);
    luns = 4096;
    Files.writeString(file, "polcy: {name: predictive}\n");
    look(growth, 2 * HeapGrowth.FIRST_LOOKS);
    assertThat(restarts).isEmpty();
    Files.writeString(file, "policy: {name: predictive}\n");
    look(growth, HeapGrowth.QUIET_LOOKS);
    assertThat(restarts).hasSize(1);
  }

  @Test
  void heapThatIsFullerThanEstimated_growsByHalf_upToTwiceTheEstimate() {
    HeapGrowth growth = growth(FREE, LARGE);
    occupied = 0.95;
    look(growth, HeapGrowth.FIRST_LOOKS);
    assertThat(restarts).singleElement().extracting(LargerHeap::mebibytes).isEqualTo(28L);
    restarts.clear();
    HeapGrowth leaking =
        new HeapGrowth(
            new HeapGrowth.Heap(FREE, 600 * MIB, LARGE),
            HeapNeed::of,
            new HeapGrowth.Now(() -> luns, () -> 1, () -> true),
            notices(),
            restarts::add);
    look(leaking, HeapGrowth.FIRST_LOOKS);
    assertThat(restarts).isEmpty();
    assertThat(notices).last().asString().contains("more than 16 LUNs of no customers should take");
  }

  private Notices notices() {
    return new Notices() {
      @Override
      public void info(String message) {}

      @Override
      public void warn(String message) {
        notices.add(message);
      }
    };
  }

  @Test
  void heapOfAnOperator_staysAsItIs_andWhatIsEnoughIsTold() {
    luns = 4096;
    look(growth(GIVEN, LARGE), 2 * HeapGrowth.FIRST_LOOKS);
    assertThat(restarts).isEmpty();
    assertThat(notices).singleElement().asString().containsPattern("TCMU_RECLAIM_HEAP=\\d+m in");
  }

  @Test
  void hostWithoutMemoryForMore_isTold() {
    luns = 4096;
    look(growth(FREE, new HeapLimit(22)), 2 * HeapGrowth.FIRST_LOOKS);
    assertThat(restarts).isEmpty();
    assertThat(notices).singleElement().asString().endsWith("no memory for a larger one");
  }

  @Test
  void configurationThatDoesNotFit_isReadByTheNextProcess_unlessItsFilesChange()
      throws IOException {
    HeapGrowth growth = growth(FREE, LARGE);
    assertThat(growth.inPlaceOf(loaded)).isEmpty();
    Files.writeString(file, Tenants.yaml(16, 1024, "policy: {name: predictive}", "speed: 1"));
    LoadedConfig next = LoadedConfig.load(file);
    assertThat(growth.inPlaceOf(next))
        .get()
        .asString()
        .startsWith("16 LUNs of 1024 customers need more heap than the 19 MiB there are; the agent")
        .endsWith(" MiB at the next quiet moment, and reads it then");
    Files.writeString(file, "polcy: {name: lru}\n");
    look(growth, HeapGrowth.QUIET_LOOKS);
    assertThat(restarts).isEmpty();
    Files.writeString(file, Tenants.yaml(16, 1024, "policy: {name: predictive}", "speed: 1"));
    assertThat(growth.inPlaceOf(LoadedConfig.load(file))).isPresent();
    look(growth, HeapGrowth.QUIET_LOOKS);
    assertThat(restarts).hasSize(1);
  }

  /** There is no room for it: that is why the next process is to read it. */
  @Test
  void configurationThatDoesNotFit_isNotKept() throws IOException {
    HeapGrowth growth = growth(FREE, LARGE);
    Files.writeString(file, Tenants.yaml(16, 1024, "policy: {name: predictive}", "speed: 1"));
    WeakReference<LoadedConfig> next = new WeakReference<>(LoadedConfig.load(file));
    assertThat(growth.inPlaceOf(Objects.requireNonNull(next.get()))).isPresent();
    System.gc();
    assertThat(next.get()).isNull();
    look(growth, HeapGrowth.QUIET_LOOKS);
    assertThat(restarts).hasSize(1);
  }
}
