package org.tcmureclaim.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.host.AnotherAgentException;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.Rehearsal.Step;
import org.tcmureclaim.linux.shim.OpenShim;
import org.tcmureclaim.linux.shim.ShimDoor;
import org.tcmureclaim.linux.shim.ShimNode;
import org.tcmureclaim.linux.watch.MonotonicClock;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.FakeShim;
import org.tcmureclaim.shim.ReclaimUnavailableException;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A host whose kernel has the shim, or refuses it. */
@Timeout(120)
final class ShimHostTest implements ShimDoor, DeviceListener {
  private static final int FINE = 0;
  private static final String SHIM_WORDS =
      "the kernel shim is loaded and truncates single devices (/dev/tcmu-reclaim)";

  private final FakeMachine machine;
  private final RecordedNotices notices = new RecordedNotices();
  private final FakeShim shim = new FakeShim();
  private final HostSnapshot snapshot = new HostSnapshot();
  private final DeviceTable table = snapshot.devices();
  private final List<String> doors = new ArrayList<>();
  private int errno = FINE;
  private boolean besideDriver;
  private boolean tellsHeat = true;

  ShimHostTest(@TempDir Path root) {
    machine = new FakeMachine(root);
  }

  @Override
  public OpenShim openController() throws ReclaimUnavailableException {
    return open("controller");
  }

  @Override
  public OpenShim openReader() throws ReclaimUnavailableException {
    return open("reader");
  }

  private OpenShim open(String door) throws ReclaimUnavailableException {
    if (errno != FINE) {
      throw FakeShim.unavailable(errno);
    }
    doors.add(door);
    return new OpenShim(shim, besideDriver, tellsHeat, List.of(), () -> doors.add("-" + door));
  }

  @Override
  public void requireNoControllerBut(OptionalInt agent) throws ReclaimUnavailableException {
    new ShimNode(Path.of("/dev/null"), machine.proc("")).requireNoControllerBut(agent);
  }

  @Override
  public void added(int slot, DeviceKey key) {}

  @Override
  public void removed(int slot, DeviceKey key) {}

  private LinuxHost open(TruncatorWish wish) {
    return new LinuxHostOpener(
            machine.settings(), notices, new Workers(notices), MonotonicClock.SYSTEM, this)
        .open(wish);
  }

  @Test
  void sample_twoDevices_areWhatTheShimCounts() {
    machine.addDevice("a", 4);
    machine.addDevice("b", 7);
    machine.traffic("a", 17, 1, 1);
    FakeShim.Lun a = shim.add(4, 100, 500);
    a.floorBlocks = 200;
    a.peakBlocks = 450;
    a.lastCommandNanos = 12_345;
    a.pagesPerBlock = 2;
    a.maxBlocks = 4_000;
    FakeShim.Lun b = shim.add(7, 101, 0);
    b.flags(false, true, false);
    b.waiters = 3;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      host.sample(snapshot, this);
      assertThat(host.truncator().name()).isEqualTo("shim");
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.DEVICE);
      assertThat(host.truncator().reason())
          .isEqualTo("the kernel shim is loaded and truncates single devices (/dev/tcmu-reclaim)");
    }
    int slot = table.slotAt(0);
    assertThat(table.residentPages(slot)).isEqualTo(1_000);
    assertThat(table.tailPages(slot)).isEqualTo(600);
    assertThat(table.peakPages(slot)).isEqualTo(900);
    assertThat(table.commands(slot)).isEqualTo(17);
    assertThat(table.lastActiveNanos(slot)).isEqualTo(12_345);
    assertThat(table.flags(slot)).isZero();
    assertThat(table.ladders().rungs(slot)).isEqualTo(4);
    assertThat(table.ladders().firstPage(slot, 3)).isEqualTo(6_000);
    assertThat(table.ladders().lastReachedNanos(slot, 3)).isEqualTo(997);
    assertThat(table.ladders().timesReached(slot, 1)).isEqualTo(99);
    assertThat(table.flags(table.slotAt(1)))
        .isEqualTo(
            DeviceFlag.HANDLER_ABSENT.bit()
                | DeviceFlag.QUEUE_FULL.bit()
                | DeviceFlag.BLOCKED.bit());
    assertThat(doors).containsExactly("controller", "reader", "-reader", "-controller");
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void open_besideTheStockDriver_saysSo_andWhatIsMissing() {
    besideDriver = true;
    machine.addDevice("a", 4);
    shim.add(4, 100, 500);
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.DEVICE);
      assertThat(host.truncator().reason())
          .contains("beside the stock driver", "does not shrink by itself");
    }
  }

  @Test
  void open_besideTheStockDriverWithoutHeat_isUsed_andSaysSo() {
    besideDriver = true;
    tellsHeat = false;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.truncator().name()).isEqualTo("shim");
      assertThat(host.tellsHeat()).isFalse();
      assertThat(host.truncator().reason())
          .contains("beside the stock driver", "neither peaks nor heat, as ftrace refuses");
    }
    assertThat(notices.messages()).as("the reason says it").isEmpty();
  }

  @Test
  void tellsHeat_byMeans() {
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.tellsHeat()).as("the patched driver").isTrue();
    }
    try (LinuxHost host = open(TruncatorWish.STOCK)) {
      assertThat(host.tellsHeat()).as("smaps").isFalse();
    }
    try (LinuxHost host = open(TruncatorWish.OBSERVE)) {
      assertThat(host.tellsHeat()).as("a reader of the patched driver").isTrue();
    }
    besideDriver = true;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.tellsHeat()).as("the controller beside a stock driver").isTrue();
    }
    try (LinuxHost host = open(TruncatorWish.OBSERVE)) {
      assertThat(host.tellsHeat()).as("a reader beside a stock driver").isFalse();
    }
  }

  @Test
  void sample_heatStops_isToldOnce() {
    besideDriver = true;
    machine.addDevice("a", 4);
    shim.add(4, 100, 500);
    shim.tellHeat(false);
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      host.sample(snapshot, this);
    }
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: the kernel shim stopped counting: it tells neither peaks nor heat");
  }

  @Test
  void sample_uncountedDevice_isWhatSamplesProve() {
    besideDriver = true;
    machine.addDevice("a", 4);
    FakeShim.Lun lun = shim.add(4, 100, 500);
    lun.floorBlocks = 200;
    lun.peakBlocks = 500;
    lun.lastCommandNanos = 12_345;
    lun.uncounted();
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      host.sample(snapshot, this);
      host.sample(snapshot, this);
    }
    int slot = table.slotAt(0);
    assertThat(table.residentPages(slot)).isEqualTo(500);
    assertThat(table.tailPages(slot)).isEqualTo(300);
    assertThat(table.peakPages(slot)).as("what is in use").isEqualTo(200);
    assertThat(table.ladders().rungs(slot)).isZero();
    assertThat(table.lastActiveNanos(slot)).isNotEqualTo(12_345);
  }

  @Test
  void sample_figuresOfAnEarlierLook_areAsOldAsTheyAre() {
    machine.addDevice("a", 4);
    machine.addDevice("b", 5);
    shim.add(4, 100, 500).figuresNanos = 77;
    shim.add(5, 101, 500).figuresNanos = Long.MAX_VALUE;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      host.sample(snapshot, this);
    }
    assertThat(table.sampledAtNanos(table.slotAt(0))).isEqualTo(77);
    assertThat(table.sampledAtNanos(table.slotAt(1)))
        .as("never later than now")
        .isBetween(78L, System.nanoTime());
  }

  @Test
  void sample_stuckDevice_isBlocked() {
    machine.addDevice("a", 0);
    FakeShim.Lun lun = shim.add(0, 1, 10);
    try (LinuxHost host = open(TruncatorWish.SHIM)) {
      lun.stuck();
      host.sample(snapshot, this);
    }
    assertThat(table.flags(table.slotAt(0))).isEqualTo(DeviceFlag.BLOCKED.bit());
  }

  @Test
  void open_stuckDevice_isLeftOut_asToReadItsNameWouldHangForGood() {
    machine.addDevice("a", 0);
    machine.addDevice("b", 3);
    shim.add(0, 1, 10).stuck();
    shim.add(3, 2, 10);
    try (LinuxHost host = open(TruncatorWish.SHIM)) {
      host.sample(snapshot, this);
    }
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.key(table.slotAt(0)).path()).isEqualTo("user_0/b");
  }

  @Test
  void rehearsal_stuckDevice_isNamed() {
    machine.addDevice("a", 0);
    machine.addDevice("b", 3);
    shim.add(0, 1, 10);
    shim.add(3, 2, 10).stuck();
    assertThat(Rehearsal.of(machine.settings(), TruncatorWish.AUTO, this))
        .filteredOn(step -> step.subject().equals("devices"))
        .flatExtracting(Rehearsal.Step::warnings)
        .singleElement()
        .asString()
        .startsWith("user_0/b (uio3): its handler wrote a bad ring");
  }

  @Test
  void sample_brokenRing_isBlocked() {
    machine.addDevice("a", 0);
    shim.add(0, 1, 10).flags(true, false, true);
    try (LinuxHost host = open(TruncatorWish.SHIM)) {
      host.sample(snapshot, this);
    }
    assertThat(table.flags(table.slotAt(0))).isEqualTo(DeviceFlag.BLOCKED.bit());
  }

  @Test
  void sample_minorTakenByAnotherDeviceSinceTheList_isUnknown() {
    machine.addDevice("a", 0);
    shim.add(0, 1, 10);
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      host.sample(snapshot, this);
      assertThat(table.flags(table.slotAt(0))).isZero();
      shim.remove(0);
      shim.add(0, 2, 99);
      host.sample(snapshot, this);
    }
    assertThat(table.flags(table.slotAt(0))).isEqualTo(DeviceFlag.USAGE_UNKNOWN.bit());
    assertThat(table.residentPages(table.slotAt(0))).isEqualTo(10);
  }

  @Test
  void sample_shimFails_isToldAsTheHostsTrouble() {
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      shim.countFails(Errno.ENOMEM);
      assertThatThrownBy(() -> host.sample(snapshot, this))
          .isInstanceOf(HostException.class)
          .hasMessage(
              "what devices hold cannot be seen: COUNT of /dev/tcmu-reclaim: cannot allocate"
                  + " memory");
      shim.countFails(FINE);
      host.sample(snapshot, this);
    }
  }

  @Test
  void sample_steadyState_allocatesNothing() {
    for (int i = 0; i < 256; i++) {
      machine.addDevice("lun-" + i, i);
      shim.add(i, 1 + i, 100);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long leastBytes = Long.MAX_VALUE;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      for (int round = 0; round < 40; round++) {
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 50; i++) {
          host.awaitEvent(host.nanoTime());
          host.sample(snapshot, this);
        }
        leastBytes = Math.min(leastBytes, threads.getThreadAllocatedBytes(self) - before);
      }
    }
    assertThat(table.size()).isEqualTo(256);
    // The made-up shim walks over a map, with a few iterators in each tick; devices cost nothing.
    assertThat(leastBytes).isLessThan(50 * 100);
  }

  @Test
  void open_observe_looksThroughReadersOnly() {
    machine.addDevice("a", 0);
    shim.add(0, 1, 10).peakBlocks = 9_999;
    try (LinuxHost host = open(TruncatorWish.OBSERVE)) {
      host.sample(snapshot, this);
      assertThat(host.truncator().name()).isEqualTo("observe");
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.DEVICE);
    }
    assertThat(table.residentPages(table.slotAt(0))).isEqualTo(10);
    assertThat(table.peakPages(table.slotAt(0))).isEqualTo(10);
    assertThat(doors).containsExactly("reader", "reader", "-reader", "-reader");
  }

  @Test
  void open_observeWithoutPermission_saysSoAndReadsSmaps() {
    errno = Errno.EACCES;
    try (LinuxHost host = open(TruncatorWish.OBSERVE)) {
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.HOST);
    }
    assertThat(notices.messages())
        .containsExactly(
            "warn: /dev/tcmu-reclaim: permission denied; run as root; what devices hold is read"
                + " from smaps instead");
  }

  @Test
  void open_noShim_fallsBackToStockAndSaysWhy() {
    errno = Errno.ENOENT;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.truncator().name()).isEqualTo("stock");
      assertThat(host.truncator().reason())
          .isEqualTo(
              "the kernel shim is not loaded, so global_max_data_area_mb is lowered for a moment");
    }
    assertThat(notices.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ACT, ENOENT", "ACT, EACCES", "OBSERVE, ENOENT"})
  void open_noShimWhereOneWasUsed_observesAndSaysSo(String before, String missing) {
    open("OBSERVE".equals(before) ? TruncatorWish.OBSERVE : TruncatorWish.AUTO).close();
    assertThat(notices.messages()).isEmpty();
    errno = "EACCES".equals(missing) ? Errno.EACCES : Errno.ENOENT;
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.truncator().name()).isEqualTo("observe");
      assertThat(host.truncator().granularity()).isEqualTo(Granularity.HOST);
      assertThat(host.truncator().reason())
          .startsWith("the kernel shim was used on this host and cannot be now (/dev/tcmu-reclaim");
    }
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .startsWith("warn: the kernel shim was used on this host and cannot be now")
        .contains("; the agent only observes. Load the shim")
        .endsWith("to forget the shim, remove " + machine.settings().shimMarker());
  }

  @Test
  void open_stockNamedWhereAShimWasUsed_isStock() {
    open(TruncatorWish.AUTO).close();
    errno = Errno.ENOENT;
    try (LinuxHost host = open(TruncatorWish.STOCK)) {
      assertThat(host.truncator().name()).isEqualTo("stock");
    }
    assertThat(notices.messages()).isEmpty();
  }

  @Test
  void open_stateFolderCannotBeWritten_isToldAndTheShimIsUsed() {
    Path folder = Objects.requireNonNull(machine.settings().shimMarker().getParent());
    FakeMachine.write(folder, "a file in its place");
    try (LinuxHost host = open(TruncatorWish.AUTO)) {
      assertThat(host.truncator().name()).isEqualTo("shim");
    }
    assertThat(notices.messages().get(0))
        .startsWith("warn: " + machine.settings().shimMarker() + ": cannot be written");
  }

  @Test
  void open_shimDemandedAndAbsent_isRefused() {
    errno = Errno.ENOENT;
    assertThatThrownBy(() -> open(TruncatorWish.SHIM))
        .isInstanceOf(HostException.class)
        .hasMessage(
            "truncator: shim was asked for, but /dev/tcmu-reclaim: not there; the kernel shim is"
                + " not loaded; load the shim, or use truncator: auto");
  }

  @Test
  void open_somebodyElseControlsTheShim_isRefusedAsASecondAgent() {
    errno = Errno.EBUSY;
    assertThatThrownBy(() -> open(TruncatorWish.AUTO))
        .isInstanceOf(AnotherAgentException.class)
        .hasMessageStartingWith("/dev/tcmu-reclaim: another process controls it;");
  }

  @Test
  void rehearsal_somebodyElseControlsTheShim_refusesAndNamesIt() throws IOException {
    machine.addDevice("a", 0);
    assertThat(means()).isEqualTo(new Step("means", "shim: " + SHIM_WORDS, List.of(), null));
    control(7, "fuse-thing");
    assertThat(means().refusal())
        .isEqualTo(
            "/dev/null: another process controls it: PID 7 (fuse-thing); stop it, or only observe"
                + " (mode: observe)");
    assertThat(Rehearsal.of(machine.settings(), TruncatorWish.OBSERVE, this))
        .as("one who only observes does not mind")
        .allMatch(step -> step.refusal() == null);
    assertThat(machine.settings().shimMarker()).as("looking is no use").doesNotExist();
  }

  @Test
  void rehearsal_theAgentControlsTheShim_isAsItShouldBe() throws IOException {
    machine.addDevice("a", 0);
    int self = (int) ProcessHandle.current().pid();
    FakeMachine.write(machine.settings().lockFile(), self + "\n");
    control(self, "java");
    assertThat(means().refusal()).isNull();
  }

  private Step means() {
    return Rehearsal.of(machine.settings(), TruncatorWish.AUTO, this).stream()
        .filter(step -> step.subject().equals("means"))
        .findFirst()
        .orElseThrow();
  }

  /** Has a process open the node for writing. */
  private void control(int pid, String name) throws IOException {
    FakeMachine.write(machine.proc(pid + "/comm"), name + "\n");
    FakeMachine.write(machine.proc(pid + "/mountinfo"), "25 1 0:5 / /dev rw - devtmpfs udev rw\n");
    FakeMachine.write(machine.proc(pid + "/fdinfo/5"), "flags:\t02\nmnt_id:\t25\n");
    Path open = Files.createDirectories(machine.proc(pid + "/fd"));
    Files.createSymbolicLink(open.resolve("5"), Path.of("/dev/null"));
  }

  @Test
  void open_stockAskedFor_leavesTheShimAlone() {
    try (LinuxHost host = open(TruncatorWish.STOCK)) {
      assertThat(host.truncator().name()).isEqualTo("stock");
      assertThat(host.truncator().reason())
          .startsWith("the configuration asks for it (truncator: stock), so ");
    }
    assertThat(doors).isEmpty();
  }
}
