package org.tcmureclaim.policy.builtin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.Policy.FixedExpiration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Whole devices, the one that has been idle longest first.
 *
 * <p>The order is that of a Caffeine cache which expires after access: a device that served
 * commands since the tick before is read, and {@link FixedExpiration#oldest} walks Caffeine's own
 * access queue. Caffeine collects reads in a buffer of 16 and drops the one that finds it full; so
 * it is emptied well before that. It also leaves the time of an access as it was when the entry was
 * accessed less than a second ago, and later takes the entry for misplaced by that time; so its
 * clock is not the host's but moves on by two seconds with each tick. With both the order is exact
 * (tests compare it with a plain list).
 *
 * <p>Below urgent, a device is only cut when it has been idle for {@code idle}; above, those cut
 * last are the ones in use.
 */
public final class LruPolicy implements ReclaimPolicy {
  /** Far longer than any host runs: entries leave when their device goes, not by age. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  /** More than the second within which Caffeine keeps an older access time. */
  private static final long ACCESS_CLOCK_STEP_NANOS = 2_000_000_000L;

  /** Half of what Caffeine's read buffer holds. */
  private static final int MOST_BUFFERED_READS = 8;

  private final WarmPages warmPages;
  private final Cache<DeviceKey, Slot> byAccess;
  private final FixedExpiration<DeviceKey, Slot> accessOrder;
  private long[] seenActiveNanos = new long[0];
  private boolean[] isKnown = new boolean[0];
  private long[] heardInScan = new long[0];
  private int[] warm = new int[0];
  private int warmCount;
  private long scans;
  private long accessClockNanos;
  private int bufferedReads;

  LruPolicy(WarmPages warmPages) {
    this.warmPages = warmPages;
    this.byAccess =
        Caffeine.newBuilder()
            .expireAfterAccess(NEVER)
            .ticker(() -> accessClockNanos)
            .executor(Runnable::run)
            .build();
    this.accessOrder = byAccess.policy().expireAfterAccess().orElseThrow();
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    accessClockNanos += ACCESS_CLOCK_STEP_NANOS;
    DeviceTable devices = snapshot.devices();
    if (seenActiveNanos.length < devices.slotCapacity()) {
      seenActiveNanos = Arrays.copyOf(seenActiveNanos, devices.slotCapacity());
      isKnown = Arrays.copyOf(isKnown, devices.slotCapacity());
      heardInScan = Arrays.copyOf(heardInScan, devices.slotCapacity());
      warm = new int[devices.slotCapacity()];
    }
    for (int i = 0; i < devices.size(); i++) {
      observe(devices, devices.slotAt(i));
    }
  }

  private void observe(DeviceTable devices, int slot) {
    long activeNanos = devices.lastActiveNanos(slot);
    if (!isKnown[slot]) {
      byAccess.put(devices.key(slot), new Slot(slot));
      isKnown[slot] = true;
    } else if (activeNanos != seenActiveNanos[slot]) {
      read(devices.key(slot));
    }
    seenActiveNanos[slot] = activeNanos;
  }

  private void read(DeviceKey key) {
    var unused = byAccess.getIfPresent(key);
    bufferedReads++;
    if (bufferedReads == MOST_BUFFERED_READS) {
      byAccess.cleanUp();
      bufferedReads = 0;
    }
  }

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    if (demand.urgency() == Urgency.NONE) {
      return;
    }
    scans++;
    warmCount = 0;
    long missing = offerCold(snapshot, demand.pages(), offers);
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      if (heardInScan[devices.slotAt(i)] != scans) {
        offers.pass(devices.slotAt(i), Verdict.DEMAND_MET);
      }
    }
    if (!warmPages.areSpared(demand.urgency())) {
      for (int i = 0; i < warmCount && missing > 0; i++) {
        missing -= offers.offer(warm[i], 0);
      }
    }
  }

  /** Walks Caffeine's queue no further than is needed; returns what is missing after it. */
  private long offerCold(HostSnapshot snapshot, long wantedPages, CutOffers offers) {
    return accessOrder.oldest(
        entries -> {
          long missing = wantedPages;
          Iterator<CacheEntry<DeviceKey, Slot>> oldestFirst = entries.iterator();
          while (missing > 0 && oldestFirst.hasNext()) {
            int slot = oldestFirst.next().getValue().number();
            heardInScan[slot] = scans;
            if (isWarm(snapshot, slot)) {
              offers.pass(slot, Verdict.TOO_WARM);
              warm[warmCount++] = slot;
            } else {
              missing -= offers.offer(slot, 0);
            }
          }
          return missing;
        });
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    if (slot < isKnown.length) {
      isKnown[slot] = false;
    }
    byAccess.invalidate(key);
  }

  private boolean isWarm(HostSnapshot snapshot, int slot) {
    return warmPages.isWarm(snapshot.takenAtNanos() - snapshot.devices().lastActiveNanos(slot));
  }

  /** The place of a device in the table, as a value that is made once in its life. */
  private record Slot(int number) {}

  /** Registered as {@code lru}. */
  public static final class Factory implements PolicyFactory {
    @Override
    public String name() {
      return "lru";
    }

    @Override
    public String summary() {
      return "whole devices, the one that has been idle longest first (Caffeine's access order)";
    }

    @Override
    public String withoutHeat() {
      return "it orders devices as ever; when one was last active is known to a tick, not to a command";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          WarmPages.parameter(
              "below urgent demand, only devices that served nothing for so long are cut"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new LruPolicy(WarmPages.of(parameters));
    }
  }
}
