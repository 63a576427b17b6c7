package org.tcmureclaim.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.image.Tick;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.image.TickRing;
import org.tcmureclaim.policy.builtin.StockPolicy;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.recording.settings.CustomerText;
import org.tcmureclaim.recording.settings.PolicyText;
import org.tcmureclaim.recording.table.Column;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

class FlightRecorderTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final DeviceKey KEY = new DeviceKey("user_0/a", 1);
  private static final Manifest MANIFEST =
      new Manifest("test", "simulated", "act", "shim", "device", "stock", 5, 0, SECOND_NANOS, 1, 1);

  private final HostSnapshot snapshot = new HostSnapshot();
  private final Tick tick = new Tick();
  private final TickRing ring = new TickRing(true);
  private final List<String> told = new ArrayList<>();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final Notes notes = new Notes();
  private final Path folder;
  private final FlightRecorder recorder;
  private int slot;
  private long ticks;

  FlightRecorderTest(@TempDir Path folder) throws IOException {
    this.folder = folder.resolve("recordings");
    this.recorder =
        FlightRecorder.open(
            new FlightRecorder.Settings(this.folder, false, 1 << 30, 3600 * SECOND_NANOS),
            MANIFEST,
            copy(),
            ring.reader(true),
            into -> into.set(HostColumn.REFAULTS, 42),
            () -> 1_700_000_000_000L,
            notes,
            new Workers(notes));
    tick.sensed(snapshot);
    TickImage unused = ring.publish(tick);
  }

  private static ConfigurationCopy copy() {
    var settings =
        DecisionSettings.forAll(
            new DemandSettings(1, 2, 3, 4, 0.1, 0.1, 0.1, 0.1, SECOND_NANOS),
            new GuardSettings(1, 1, 0, 1),
            Granularity.DEVICE,
            "stock",
            new StockPolicy());
    var policy = new PolicyText(List.of(Map.of("name", "stock")), "stock");
    return new ConfigurationCopy(
        settings, List.of(new CustomerText(policy, null)), Map.of("agent.yaml", "tick: 1s\n"));
  }

  private void attach() {
    slot = snapshot.devices().add(KEY, 0);
    tick.device(slot, KEY.path(), "other", "rbd/pool/a");
  }

  private void tick(long residentPages) {
    ticks++;
    snapshot.takenAt(ticks * SECOND_NANOS);
    snapshot.devices().updateUsage(slot, residentPages, 1, ticks * SECOND_NANOS);
    tick.sensed(snapshot);
    TickImage unused = ring.publish(tick);
  }

  @Test
  void ticks_areWritten_withDevicesAndConfiguration() throws IOException {
    attach();
    tick(7);
    tick(7);
    tick(7);
    tick(9);
    recorder.close();
    Path run = Recordings.in(folder).get(0);
    assertThat(Files.readString(run.resolve("configuration-000001/agent.yaml")))
        .isEqualTo("tick: 1s\n");
    try (BundleReader reader = BundleReader.open(run)) {
      List<Long> resident = new ArrayList<>();
      while (reader.next()) {
        var device = reader.tick().devices().get(KEY.toString());
        resident.add(device.value(DeviceColumn.RESIDENT_BLOCKS));
        assertThat(reader.tick().host(HostColumn.REFAULTS)).isEqualTo(42);
        assertThat(reader.tick().host(HostColumn.ALLOCSTALL)).isEqualTo(Column.UNKNOWN);
        assertThat(device.customer()).isEqualTo("other");
        assertThat(device.devConfig()).isEqualTo("rbd/pool/a");
        assertThat(device.sampledAtNanos()).isEqualTo(reader.tick().atNanos());
        assertThat(device.isChanged()).isEqualTo(reader.tick().number() != 3);
      }
      assertThat(resident).containsExactly(7L, 7L, 7L, 9L);
    }
    assertThat(told).isEmpty();
  }

  /** The writer hangs in the warning, as it would in a disk that does not answer. */
  @Test
  void stuckWriter_holdsUpNobody_andWhatIsLostIsCounted() throws IOException {
    Path run = Recordings.in(folder).get(0);
    Path aside = folder.resolve("aside");
    Files.move(run, aside);
    Files.writeString(run, "in the way");
    tick(0);
    while (told.isEmpty()) {
      Thread.onSpinWait();
    }
    attach();
    for (int i = 0; i < 100; i++) {
      tick(i);
    }
    assertThat(recorder.lostTicks()).isGreaterThan(40);
    Files.delete(run);
    Files.move(aside, run);
    mayGoOn.countDown();
    while (recorder.waitingTicks() > 0) {
      Thread.onSpinWait();
    }
    tick(99);
    recorder.close();
    assertThat(told.get(0)).startsWith("the recording is interrupted, nothing else is: ");
    assertThat(told.get(1)).startsWith("recording again; ");
    assertThat(told.get(2)).endsWith(" ticks are missing in the recording");
    assertThat(told).hasSize(3);
    try (BundleReader reader = BundleReader.open(run)) {
      long recorded = 0;
      while (reader.next()) {
        List<Long> gaps =
            reader.tick().events().stream()
                .filter(event -> event.kind() == EventKind.GAP)
                .map(EventRow::blocks)
                .toList();
        assertThat(gaps).isEqualTo(recorded == 0 ? List.of(reader.tick().number() - 1) : List.of());
        recorded++;
      }
      assertThat(recorded + recorder.lostTicks()).isEqualTo(ticks);
      assertThat(reader.tick().number()).isEqualTo(ticks);
      var device = reader.tick().devices().get(KEY.toString());
      assertThat(device.value(DeviceColumn.RESIDENT_BLOCKS)).isEqualTo(99);
      assertThat(device.devConfig()).as("came in a tick that was lost").isEqualTo("rbd/pool/a");
    }
  }

  /** In most ticks: a lock that both threads want at once takes a few bytes. */
  @Test
  void ticks_allocateNothing_onTheDecisionThread() {
    attach();
    int count = 2_000;
    int unused = ticksThatAllocate(count);
    assertThat(ticksThatAllocate(count)).isLessThan(count / 2);
    assertThat(recorder.lostTicks()).isZero();
    recorder.close();
  }

  /** Each is written before the next one. */
  private int ticksThatAllocate(int count) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int allocating = 0;
    for (int i = 0; i < count; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      tick(i);
      allocating += threads.getCurrentThreadAllocatedBytes() > before ? 1 : 0;
      while (recorder.waitingTicks() > 0) {
        Thread.onSpinWait();
      }
    }
    return allocating;
  }

  @Test
  void folderThatWasRemoved_isMadeAgain_withWhatAReplayNeeds() throws IOException {
    mayGoOn.countDown();
    Path run = Recordings.in(folder).get(0);
    attach();
    tick(7);
    while (recorder.waitingTicks() > 0) {
      Thread.onSpinWait();
    }
    deleteAll(folder);
    ticks += 20;
    tick(8);
    while (told.isEmpty()) {
      Thread.onSpinWait();
    }
    ticks += 30;
    tick(9);
    recorder.close();
    assertThat(told.get(0)).startsWith("the recording is interrupted, nothing else is: ");
    assertThat(told.get(0)).endsWith("no such file or folder");
    assertThat(told.get(1)).isEqualTo("recording again; 2 ticks are missing");
    assertThat(run.resolve("settings-000001.json")).exists();
    assertThat(run.resolve("configuration-000001/agent.yaml")).hasContent("tick: 1s");
    assertThat(run.resolve("host-000001.csv.gz")).doesNotExist();
    try (BundleReader reader = BundleReader.open(run)) {
      assertThat(reader.manifest()).isEqualTo(MANIFEST);
      assertThat(reader.next()).isTrue();
      assertThat(reader.tick().devices().get(KEY.toString()).value(DeviceColumn.RESIDENT_BLOCKS))
          .isEqualTo(9);
      assertThat(reader.next()).isFalse();
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void runsThatAreTooOld_areDropped_byTheMonotonicClock() throws IOException {
    Path run = Recordings.in(folder).get(0);
    Path segment = Files.write(run.resolve("host-000001.csv.gz"), new byte[10]);
    Path foreign = Files.createSymbolicLink(run.resolve("host-000002.csv.gz.link"), segment);
    Path newer = Files.createDirectory(folder.resolve("run-0000000009-2020-01-01T00-00-00.000Z"));
    Path kept = Files.write(newer.resolve("host-000001.csv.gz"), new byte[10]);
    var all = new RecordingFolder(folder, 1 << 20, 1000);
    all.dropOld(newer, Long.MAX_VALUE, 0);
    assertThat(segment).as("as if the clock had jumped").exists();
    all.dropOld(newer, Long.MAX_VALUE, 2 * SECOND_NANOS);
    assertThat(segment).doesNotExist();
    assertThat(run.resolve("manifest.json")).doesNotExist();
    assertThat(Files.isSymbolicLink(foreign)).as("not the agent's to delete").isTrue();
    assertThat(kept).exists();
    recorder.close();
  }

  @Test
  void oldRuns_areDropped_whenAllIsTooLarge_byTheirNumbers(@TempDir Path other) throws IOException {
    Path legacy = Files.createDirectory(other.resolve("2999-01-01T00-00-00.000Z"));
    var runs = new RecordingFolder(other, 1000, 1000);
    Path first = runs.newRun(1_000_000);
    Path second = runs.newRun(0);
    for (Path run : List.of(legacy, first, second)) {
      Files.write(run.resolve("host-000001.csv.gz"), new byte[600]);
      Files.writeString(run.resolve("manifest.json"), "{}");
    }
    assertThat(second.getFileName()).hasToString("run-0000000002-1970-01-01T00-00-00.000Z");
    runs.dropOld(second, WallClock.OF_MACHINE.epochMillis(), 0);
    assertThat(first).doesNotExist();
    assertThat(legacy).doesNotExist();
    assertThat(second.resolve("host-000001.csv.gz")).exists();
  }

  private final class Notes implements Notices {
    @Override
    public void info(String message) {
      told.add(message);
    }

    @Override
    public void warn(String message) {
      told.add(message);
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
