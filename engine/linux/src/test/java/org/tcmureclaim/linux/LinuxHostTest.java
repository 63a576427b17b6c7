package org.tcmureclaim.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.host.AnotherAgentException;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.host.DeviceListener;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.stock.LeasePath;
import org.tcmureclaim.linux.stock.StockSettings;
import org.tcmureclaim.linux.watch.WatchSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HostSnapshot;

@Timeout(300)
final class LinuxHostTest {
  private final RecordedNotices notices = new RecordedNotices();
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Changes changes = new Changes();
  private FakeMachine machine;

  LinuxHostTest(@TempDir Path root) {
    machine = new FakeMachine(root);
  }

  @BeforeEach
  void handler() {
    machine.handlerMaps(new long[] {0, 4096}, new long[] {1, 40});
  }

  @Test
  void sample_twoDevices_fillsMemoryPressureAndDevices() {
    machine.addDevice("gold-01", 0);
    machine.addDevice("silver", 1);
    machine.traffic("gold-01", 17, 3, 4);
    machine.presentPages(0, 0, 10);
    machine.presentPages(0, 256, 99); // beyond the ring: the data area

    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      host.sample(snapshot, changes);
    }

    assertThat(snapshot.memory().availableBytes()).isEqualTo(8_000_000L << 10);
    assertThat(snapshot.pressure().someTotalMicros()).isEqualTo(1_000);
    DeviceTable table = snapshot.devices();
    assertThat(changes.heard).containsExactly("+user_0/gold-01", "+user_0/silver");
    int gold = table.slotAt(0);
    assertThat(table.residentPages(gold)).isEqualTo(1024 - 10);
    assertThat(table.tailPages(gold)).isEqualTo(1024 - 10);
    assertThat(table.commands(gold)).isEqualTo(17);
    assertThat(table.transferredBytes(gold)).isEqualTo(7L << 20);
    assertThat(table.flags(gold)).isZero();
    assertThat(table.residentPages(table.slotAt(1))).isEqualTo(10);
    assertThat(notices.messages()).isEmpty();
  }

  /** A run looks once before its loop begins, into a snapshot of its own. */
  @Test
  void sample_intoEachSnapshot_tellsWhoServesADevice() {
    machine.addDevice("gold-01", 0);
    FakeMachine.write(
        machine.proc(FakeMachine.HANDLER_PID + "/stat"),
        FakeMachine.HANDLER_PID + " (a) S" + " 1".repeat(49) + "\n");
    HostSnapshot look = new HostSnapshot();
    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      host.sample(look, new Changes());
      host.sample(snapshot, changes);
    }
    for (HostSnapshot each : List.of(look, snapshot)) {
      int number = each.devices().handler(each.devices().slotAt(0));
      assertThat(number).isNotEqualTo(HandlerTable.NONE);
      assertThat(each.handlers().program(number)).isNotEqualTo(HandlerTable.NONE);
    }
  }

  @Test
  void sample_unservedDevice_saysSo_andAHalfConfiguredOneIsLeftOut() {
    machine.addHalfConfigured("new");
    machine.addDevice("orphan", 7);

    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      host.sample(snapshot, changes);
    }

    DeviceTable table = snapshot.devices();
    int unknown = DeviceFlag.USAGE_UNKNOWN.bit();
    assertThat(snapshot.secondOfDay()).isBetween(0, 86_399);
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.flags(table.slotAt(0))).isEqualTo(DeviceFlag.HANDLER_ABSENT.bit() | unknown);
  }

  @Test
  void sample_steadyState_allocatesNothing() {
    for (int i = 0; i < 256; i++) {
      machine.addDevice("lun-" + i, i);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long allocatedBytes;
    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      for (int i = 0; i < 2_000; i++) {
        tick(host);
      }
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 10_000; i++) {
        tick(host);
      }
      allocatedBytes = threads.getThreadAllocatedBytes(self) - before;
    }
    assertThat(snapshot.devices().size()).isEqualTo(256);
    // Less than a byte per tick: a constant handful that the JVM itself takes now and then.
    assertThat(allocatedBytes).isLessThan(10_000);
  }

  private void tick(LinuxHost host) {
    host.awaitEvent(host.nanoTime());
    host.sample(snapshot, changes);
  }

  @Test
  void sample_devicesThatComeAndGo_wakeTheLoopAndAreToldOnce() throws Exception {
    machine.addDevice("a", 0);
    LinuxSettings settings = machine.settings();
    settings =
        new LinuxSettings(
            settings.roots(),
            List.of(),
            new WatchSettings(1, 1_000_000, 1_000_000),
            settings.stock(),
            settings.lockFile(),
            settings.shimMarker());
    try (LinuxHost host =
        LinuxHost.open(settings, TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      host.sample(snapshot, changes);
      machine.addDevice("b", 1);
      awaitChanges(host, 2);
      DeviceKey key = snapshot.devices().key(1);
      assertThat(host.identity(key)).isEqualTo(new DeviceIdentity("user_0/b", "file//img", ""));
      machine.removeDevice("a", 0);
      awaitChanges(host, 3);
    }
    assertThat(changes.heard).containsExactly("+user_0/a", "+user_0/b", "-user_0/a");
    assertThat(snapshot.devices().size()).isEqualTo(1);
  }

  private void awaitChanges(LinuxHost host, int count) {
    while (changes.heard.size() < count) {
      assertThat(host.awaitEvent(host.nanoTime() + 60_000_000_000L)).isTrue();
      host.sample(snapshot, changes);
    }
  }

  @Test
  void stock_wholeHost_truncatesAndWakesTheLoop() {
    machine.addDevice("a", 0);
    machine.handlerMaps(new long[] {0, 8192});
    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.AUTO, notices, new Workers(notices))) {
      assertThat(host.truncator().name()).isEqualTo("stock");
      assertThat(host.truncator().begin(new Plan())).isTrue();
      while (!machine.limit().equals("1")) {
        Thread.onSpinWait();
      }
      machine.replaceSmaps(new long[] {0, 4096}); // the kernel's part
      assertThat(host.awaitEvent(host.nanoTime() + 60_000_000_000L)).isTrue();
      Outcomes outcomes = new Outcomes();
      assertThat(host.truncator().takeOutcomes(outcomes)).isTrue();
      assertThat(outcomes.overall()).isEqualTo(CutResult.FREED);
      assertThat(outcomes.totalFreedPages()).isEqualTo(1024);
    }
    assertThat(machine.limit()).isEqualTo("2048");
  }

  @Test
  void observe_plan_isObservedAtOnce() {
    machine.addDevice("a", 0);
    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      Outcomes outcomes = new Outcomes();
      assertThat(host.truncator().name()).isEqualTo("observe");
      assertThat(host.truncator().takeOutcomes(outcomes)).isFalse();
      assertThat(host.truncator().begin(new Plan())).isTrue();
      assertThat(host.truncator().begin(new Plan())).isFalse();
      assertThat(host.truncator().takeOutcomes(outcomes)).isTrue();
      assertThat(outcomes.overall()).isEqualTo(CutResult.OBSERVED);
    }
    assertThat(machine.limit()).isEqualTo("2048");
  }

  @Test
  void awaitEvent_wokenBefore_returnsAtOnceAndOnlyOnce() {
    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      host.wake();
      host.wake();
      assertThat(host.awaitEvent(host.nanoTime() + 60_000_000_000L)).isTrue();
      assertThat(host.awaitEvent(host.nanoTime())).isFalse();
    }
  }

  @Test
  void open_noModule_saysModprobe() {
    Path module = machine.sys().resolve("module/target_core_user");
    FakeMachine.delete(module);
    assertRefused(module + ": the kernel module is not loaded; run: modprobe target_core_user");
  }

  @Test
  void open_noConfigfs_saysMount() {
    FakeMachine.delete(machine.configfs());
    assertRefused(
        machine.configfs()
            + "/target: not there; mount configfs (mount -t configfs configfs "
            + machine.configfs()
            + ") and load target_core_mod");
  }

  @Test
  void open_noPsi_saysKernelOption() {
    FakeMachine.delete(machine.proc("pressure"));
    assertRefused(
        machine.proc("pressure/memory")
            + ": memory pressure cannot be seen: this kernel does not account for it; boot with the"
            + " kernel parameter psi=1, and use a kernel with CONFIG_PSI=y");
  }

  /** An agent was killed whose configuration kept the lease elsewhere than this one's does. */
  @Test
  void open_leaseOfAnotherConfiguration_isSettled_andTheNewPlaceIsKept() {
    LinuxSettings usual = machine.settings();
    Path earlier = usual.lockFile().resolveSibling("earlier/my.lease");
    Path now = usual.lockFile().resolveSibling("now/my.lease");
    LinuxSettings settings = withLease(now);
    FakeMachine.write(
        earlier,
        "parameter=%s\nold_mb=2048\nlowered_mb=1\npid=1\nboot_id=%s\n"
            .formatted(machine.parameter(), FakeMachine.BOOT_ID));
    FakeMachine.write(machine.parameter(), "1\n");
    new LeasePath(usual.lockFile(), notices).keep(earlier);
    LinuxHost.open(settings, TruncatorWish.OBSERVE, notices, new Workers(notices)).close();
    assertThat(machine.limit()).isEqualTo("2048");
    assertThat(earlier).doesNotExist();
    assertThat(new LeasePath(usual.lockFile(), notices).earlier()).contains(now);
  }

  private LinuxSettings withLease(Path leaseFile) {
    LinuxSettings usual = machine.settings();
    return new LinuxSettings(
        usual.roots(),
        usual.pressureTriggers(),
        usual.watch(),
        new StockSettings(leaseFile, 60_000_000_000L, 1),
        usual.lockFile(),
        usual.shimMarker());
  }

  @Test
  void lockAndPlaceOfTheLease_thatWereRemoved_areMadeAgain() throws Exception {
    Path lock = machine.settings().lockFile();
    Path lease = lock.resolveSibling("elsewhere/my.lease");
    LinuxSettings settings = withLease(lease);
    try (LinuxHost host =
        LinuxHost.open(settings, TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      Files.delete(lock);
      Files.delete(lock.resolveSibling("lease-path"));
      host.makeFilesAgain();
      assertThat(new LeasePath(lock, notices).earlier()).contains(lease);
      assertThatThrownBy(
              () -> LinuxHost.open(settings, TruncatorWish.OBSERVE, notices, new Workers(notices)))
          .isInstanceOf(AnotherAgentException.class);
    }
  }

  @Test
  void open_refused_leavesTheLockFree() throws Exception {
    Path meminfo = machine.proc("meminfo");
    String text = Files.readString(meminfo);
    Files.delete(meminfo);
    assertRefused(
        "the host's memory cannot be seen: open " + meminfo + ": no such file or directory");
    FakeMachine.write(meminfo, text);
    LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))
        .close();
  }

  @Test
  void open_secondAgent_namesTheFirst() {
    try (LinuxHost host =
        LinuxHost.open(machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices))) {
      assertThat(host.kind()).isEqualTo("linux");
      assertThatThrownBy(
              () ->
                  LinuxHost.open(
                      machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices)))
          .isInstanceOf(AnotherAgentException.class)
          .hasMessage(
              "another agent (PID %d) is running on this host; stop it first, or look at it with"
                      .formatted(ProcessHandle.current().pid())
                  + " tcmu-reclaim status");
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(
            () ->
                LinuxHost.open(
                    machine.settings(), TruncatorWish.OBSERVE, notices, new Workers(notices)))
        .isInstanceOf(HostException.class)
        .hasMessage(message);
  }

  /** Writes down what came and went. */
  private static final class Changes implements DeviceListener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void added(int slot, DeviceKey key) {
      heard.add("+" + key.path());
    }

    @Override
    public void removed(int slot, DeviceKey key) {
      heard.add("-" + key.path());
    }
  }
}
