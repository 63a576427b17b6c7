package org.tcmureclaim.policy.builtin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.demand.Demand;
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
 * Whole devices in the order in which Caffeine would evict them: Window TinyLFU, which weighs how
 * often a device was active against how recently (Einziger, Friedman and Manes, "TinyLFU: A Highly
 * Efficient Cache Admission Policy", ACM Transactions on Storage 2017).
 *
 * <p>The cache holds the devices that hold pages: one that was cut to nothing leaves, as if
 * evicted, and comes back through the window when it is used again; the sketch remembers how often
 * it was. Each tick in which a device served commands counts as one use.
 *
 * <p>The cache never evicts by itself. Its bound is a little above the devices in it: the shares of
 * window, probation and protected are parts of the bound, and Caffeine counts no frequencies and
 * keeps no order of reads while a cache is not half full.
 */
public final class TinyLfuPolicy implements ReclaimPolicy {
  /** Half of what Caffeine's read buffer holds; the read that finds it full is lost. */
  private static final int MOST_BUFFERED_READS = 8;

  private final Cache<DeviceKey, Slot> byUse =
      Caffeine.newBuilder().maximumSize(bound(0)).executor(Runnable::run).build();
  private final Map<DeviceKey, Slot> slots = byUse.asMap();
  private final Eviction<DeviceKey, Slot> order = byUse.policy().eviction().orElseThrow();
  private final WholeTails tails = new WholeTails();
  private long[] seenActiveNanos = new long[0];
  private int[] coldestFirst = new int[0];
  private boolean[] isIn = new boolean[0];
  private int inCount;
  private int bound = bound(0);
  private int bufferedReads;

  private static int bound(int devices) {
    return devices + devices / 16 + 1;
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    if (seenActiveNanos.length < devices.slotCapacity()) {
      seenActiveNanos = Arrays.copyOf(seenActiveNanos, devices.slotCapacity());
      isIn = Arrays.copyOf(isIn, devices.slotCapacity());
    }
    for (int i = 0; i < devices.size(); i++) {
      observe(devices, devices.slotAt(i));
    }
    if (inCount < bound - bound / 8 - 1) {
      rebound();
    }
  }

  private void observe(DeviceTable devices, int slot) {
    long activeNanos = devices.lastActiveNanos(slot);
    if (devices.residentPages(slot) == 0) {
      leave(slot, devices.key(slot));
    } else if (!isIn[slot]) {
      enter(slot, devices.key(slot));
    } else if (activeNanos != seenActiveNanos[slot]) {
      read(devices.key(slot));
    }
    seenActiveNanos[slot] = activeNanos;
  }

  private void enter(int slot, DeviceKey key) {
    isIn[slot] = true;
    inCount++;
    if (inCount > bound) {
      rebound();
    }
    byUse.put(key, new Slot(slot));
  }

  private void leave(int slot, DeviceKey key) {
    if (slot < isIn.length && isIn[slot]) {
      isIn[slot] = false;
      inCount--;
      slots.remove(key);
    }
  }

  private void rebound() {
    bound = bound(inCount);
    order.setMaximum(bound);
  }

  private void read(DeviceKey key) {
    var unused = byUse.getIfPresent(key);
    bufferedReads++;
    if (bufferedReads == MOST_BUFFERED_READS) {
      byUse.cleanUp();
      bufferedReads = 0;
    }
  }

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    if (demand.pages() <= 0) {
      return;
    }
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      if (!isIn[devices.slotAt(i)]) {
        offers.pass(devices.slotAt(i), Verdict.NOTHING_TO_GIVE);
      }
    }
    tails.begin(demand.pages());
    int count = coldestFirst(devices);
    for (int i = 0; i < count; i++) {
      tails.next(devices, coldestFirst[i], offers);
    }
  }

  /**
   * Fills the list from Caffeine's stream, without the map that {@code coldest(int)} would make.
   */
  private int coldestFirst(DeviceTable devices) {
    if (coldestFirst.length < devices.size()) {
      coldestFirst = new int[devices.slotCapacity()];
    }
    return order.coldest(
        entries -> {
          int count = 0;
          Iterator<CacheEntry<DeviceKey, Slot>> each = entries.iterator();
          while (count < devices.size() && each.hasNext()) {
            coldestFirst[count++] = each.next().getValue().number();
          }
          return count;
        });
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    leave(slot, key);
  }

  /** The place of a device in the table, as a value that is made once in its life. */
  private record Slot(int number) {}

  /** Registered as {@code tinylfu}. */
  public static final class Factory implements PolicyFactory {
    @Override
    public String name() {
      return "tinylfu";
    }

    @Override
    public String summary() {
      return "whole devices, the least often and least recently active first (Caffeine's order)";
    }

    @Override
    public String withoutHeat() {
      return "it orders devices as ever: it counts ticks in which a device served commands";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of();
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new TinyLfuPolicy();
    }
  }
}
