package org.tcmureclaim.linux.shim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.decision.Plans;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.linux.watch.WatchedDevices;
import org.tcmureclaim.shim.RawShim;
import org.tcmureclaim.shim.ReclaimScan;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What the shim counts and what it has cut, from any bytes, on its way to policies and reports. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShimFuzzTest {
  private static final long NOW_NANOS = 1_000_000_000_000L;
  private static final long TAIL_PAGES = 20_000;
  private static final List<DeviceKey> KEYS =
      List.of(new DeviceKey("user_0/a", 1), new DeviceKey("user_0/b", 2));

  private static DeviceTable table() {
    DeviceTable table = new DeviceTable();
    KEYS.forEach(key -> table.updateUsage(table.add(key, 0), TAIL_PAGES, TAIL_PAGES, 0));
    return table;
  }

  /** Figures that policies are shown, and a plan made of them. */
  private static void figures(byte[] input) throws Exception {
    RawShim shim = new RawShim(input);
    ShimDevices devices = new ShimDevices(shim, new RecordedNotices());
    devices.beforeScan();
    devices.afterScan(
        List.of(WatchedDevices.of(KEYS.get(0), 0), WatchedDevices.of(KEYS.get(1), 1)));
    ShimFigures figures = new ShimFigures(shim, true, true, devices, () -> NOW_NANOS);
    DeviceTable table = table();
    figures.fill(table, new Readings());
    for (int slot = 0; slot < KEYS.size(); slot++) {
      require(table.residentPages(slot) >= 0);
      require(table.residentPages(slot) <= Long.MAX_VALUE / HostSnapshot.PAGE_BYTES / KEYS.size());
      require(table.tailPages(slot) >= 0);
      require(table.peakPages(slot) >= 0);
      for (int rung = 0; rung < table.ladders().rungs(slot); rung++) {
        require(table.ladders().firstPage(slot, rung) >= 0);
      }
    }
    ShimCuts cuts = new ShimCuts();
    cuts.take(Plans.cuttingAll(table, 100), figures.targets());
    ReclaimScan batch = new ReclaimScan(KEYS.size());
    for (int cut = 0; cut < cuts.size(); cut++) {
      cuts.request(cut, batch, false);
    }
  }

  /** Cuts that were made, until all have come to an end. */
  private static void cuts(byte[] input) {
    DeviceTable table = table();
    ShimTargets targets = new ShimTargets();
    targets.begin(table.slotCapacity());
    targets.set(0, KEYS.get(0), 70, 0, 1, 100_000);
    targets.set(1, KEYS.get(1), 71, 1, 4_096, 100_000);
    RawShim shim = new RawShim(input);
    ShimCuts cuts = new ShimCuts();
    cuts.take(Plans.cuttingAll(table, 100), targets);
    ReclaimScan batch = new ReclaimScan(1);
    for (int cut = 0; cut < cuts.size(); cut++) {
      while (cuts.progress(cut) == ShimCuts.Progress.OPEN) {
        batch.clear();
        cuts.request(cut, batch, false);
        shim.scan(batch);
        cuts.settle(cut, batch, 0);
      }
      require(cuts.freedPages(cut) >= 0 && cuts.freedPages(cut) <= TAIL_PAGES + 4_096);
    }
    FuzzTarget.requirePrintable(CutProblems.overall(cuts) + CutProblems.describe(cuts));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("a number that no device has");
    }
  }

  /** Two devices; offsets as in struct tcmu_reclaim_device. */
  private static byte[] counted() {
    ByteBuffer bytes = ByteBuffer.allocate(24 + 8 * (144 + 768)).order(ByteOrder.nativeOrder());
    bytes.putInt(0, 2).putInt(4, 2);
    for (int row = 0; row < 2; row++) {
      int at = 24 + row * 144;
      bytes.putLong(at, 70 + row).putInt(at + 8, row).putInt(at + 12, 1);
      bytes.putInt(at + 16, 1 + row).putInt(at + 20, 262_144).putInt(at + 44, 300);
      bytes.putLong(at + 48, 350).putLong(at + 56, 300).putLong(at + 128, 5);
      for (int rung = 0; rung < 32; rung++) {
        bytes.putInt(24 + 8 * 144 + row * 768 + rung * 24, rung * 8_192);
      }
    }
    return bytes.array();
  }

  private static byte[] results(int... results) {
    ByteBuffer bytes = ByteBuffer.allocate(16 * results.length).order(ByteOrder.nativeOrder());
    for (int result : results) {
      bytes.putInt(result).putInt(0).putLong(result == 1 ? 2_048 : 0);
    }
    return bytes.array();
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("shim-figures", ShimFuzzTest::figures)
            .refusing(HostException.class, SystemCallException.class)
            .seed(counted()),
        FuzzTarget.ofBytes("shim-cuts", ShimFuzzTest::cuts)
            .refusing(IllegalStateException.class) // a result that the ABI does not have
            .seed(results(1))
            .seed(results(1, 1, 2))
            .seed(results(3))
            .seed(results(1, 5, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
