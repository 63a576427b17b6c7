package org.tcmureclaim.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Cuts at random until the demand is met, keeps a model of the host of its own by walking over all
 * devices in every tick, and checks that the snapshots agree with it.
 */
final class SpyPolicy implements ReclaimPolicy {
  private static final int RUNG_PAGES = 16;

  private final TickTable ticks;
  private final long budgetPages;
  private final SplittableRandom random;
  private final int[] resident;
  private final int[] ever;
  private final int[] floor;
  private final long[] activeNanos;
  private final long[] commands;
  private final long[][] rungNanos;
  private final long[][] rungTimes;
  private int tick = -1;
  long reallocatedPages;
  long freedPages;
  long scans;
  long residentPageTicks;

  SpyPolicy(TickTable ticks, long budgetPages, long seed) {
    this.ticks = ticks;
    this.budgetPages = budgetPages;
    this.random = new SplittableRandom(seed);
    int devices = ticks.devices();
    this.resident = new int[devices];
    this.ever = new int[devices];
    this.floor = new int[devices];
    this.activeNanos = new long[devices];
    this.commands = new long[devices];
    this.rungNanos = new long[devices][4];
    this.rungTimes = new long[devices][4];
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    endTick();
    tick++;
    long nowNanos = (tick + 1) * ticks.tickNanos();
    assertThat(snapshot.takenAtNanos()).isEqualTo(nowNanos);
    int[] peak = new int[resident.length];
    java.util.Arrays.fill(floor, 0);
    for (int row = ticks.firstRow(tick); row < ticks.firstRow(tick + 1); row++) {
      use(ticks.device(row), ticks.peakPages(row), nowNanos);
      peak[ticks.device(row)] = ticks.peakPages(row);
      floor[ticks.device(row)] = ticks.floorPages(row);
    }
    for (int device = 0; device < resident.length; device++) {
      compare(snapshot.devices(), device, peak[device]);
    }
  }

  /** Counts what the tick before ended with; to be called once more at the end. */
  void endTick() {
    residentPageTicks += total();
  }

  private void use(int device, int peak, long nowNanos) {
    for (int page = 0; page < peak; page++) {
      reallocatedPages += page >= resident[device] && page < ever[device] ? 1 : 0;
    }
    resident[device] = Math.max(resident[device], peak);
    ever[device] = Math.max(ever[device], peak);
    activeNanos[device] = nowNanos;
    commands[device]++;
    for (int rung = 0; rung <= (peak - 1) / RUNG_PAGES; rung++) {
      rungNanos[device][rung] = nowNanos;
      rungTimes[device][rung]++;
    }
  }

  private void compare(DeviceTable devices, int device, int peak) {
    String where = "device " + device + " in tick " + tick;
    assertThat(devices.slotAt(device)).isEqualTo(device);
    assertThat(devices.key(device).path()).isEqualTo("user_0/" + ticks.name(device));
    assertThat(devices.residentPages(device)).as(where).isEqualTo(resident[device]);
    assertThat(devices.tailPages(device)).as(where).isEqualTo(resident[device] - floor[device]);
    assertThat(devices.peakPages(device)).as(where).isEqualTo(peak);
    assertThat(devices.lastActiveNanos(device)).as(where).isEqualTo(activeNanos[device]);
    assertThat(devices.commands(device)).as(where).isEqualTo(commands[device]);
    assertThat(devices.flags(device)).as(where).isZero();
    for (int rung = 0; rung < 4; rung++) {
      assertThat(devices.ladders().lastReachedNanos(device, rung))
          .as(where)
          .isEqualTo(rungNanos[device][rung]);
      assertThat(devices.ladders().timesReached(device, rung))
          .as(where)
          .isEqualTo(rungTimes[device][rung]);
    }
  }

  @Override
  public long countPages(HostSnapshot snapshot) {
    return 0;
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    scans++;
    assertThat(demand.pages()).isEqualTo(total() - budgetPages);
    long freed = 0;
    for (int tries = 0; freed < demand.pages() && tries < 100; tries++) {
      int device = tries < 90 ? random.nextInt(resident.length) : tries % resident.length;
      int keep = tries < 90 ? random.nextInt(resident[device] + 3) : 0;
      int end = Math.min(resident[device], Math.max(keep, floor[device]));
      assertThat(offers.offer(device, keep)).isEqualTo(resident[device] - end);
      freed += resident[device] - end;
      resident[device] = end;
    }
    freedPages += freed;
  }

  private long total() {
    return java.util.Arrays.stream(resident).asLongStream().sum();
  }
}
