package org.tcmureclaim.policy.builtin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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
 * <p>The cache never evicts: its bound is twice the devices there are, so that it keeps its
 * frequency sketch and its queues. Each tick in which a device served commands counts as one use.
 */
public final class TinyLfuPolicy implements ReclaimPolicy {
  private static final int LEAST_BOUND = 128;

  private final Cache<DeviceKey, Slot> byUse =
      Caffeine.newBuilder().maximumSize(LEAST_BOUND).executor(Runnable::run).build();
  private final Eviction<DeviceKey, Slot> order = byUse.policy().eviction().orElseThrow();
  private long[] seenActiveNanos = new long[0];
  private boolean[] isKnown = new boolean[0];
  private int[] coldestFirst = new int[0];
  private long bound = LEAST_BOUND;

  @Override
  public void observe(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    if (seenActiveNanos.length < devices.slotCapacity()) {
      seenActiveNanos = Arrays.copyOf(seenActiveNanos, devices.slotCapacity());
      isKnown = Arrays.copyOf(isKnown, devices.slotCapacity());
    }
    if (bound < 2L * devices.size()) {
      bound = 4L * devices.size();
      order.setMaximum(bound);
    }
    for (int i = 0; i < devices.size(); i++) {
      observe(devices, devices.slotAt(i));
    }
  }

  private void observe(DeviceTable devices, int slot) {
    long activeNanos = devices.lastActiveNanos(slot);
    if (!isKnown[slot]) {
      byUse.put(devices.key(slot), new Slot(slot));
      isKnown[slot] = true;
    } else if (activeNanos != seenActiveNanos[slot]) {
      var unused = byUse.getIfPresent(devices.key(slot));
    }
    seenActiveNanos[slot] = activeNanos;
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
    long accepted = 0;
    long beforePages = 0;
    int count = coldestFirst(devices);
    for (int i = 0; i < count; i++) {
      int slot = coldestFirst[i];
      long tailPages = devices.tailPages(slot);
      if (tailPages <= 0) {
        offers.pass(slot, Verdict.NOTHING_TO_GIVE);
      } else if (accepted < demand.pages()) {
        accepted += offers.offer(slot, 0);
      } else {
        offers.pass(slot, Verdict.DEMAND_MET, CutOffers.NEVER, beforePages + 1);
      }
      beforePages += tailPages;
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
    if (slot < isKnown.length) {
      isKnown[slot] = false;
    }
    byUse.invalidate(key);
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
    public List<ParameterDescription> parameters() {
      return List.of();
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new TinyLfuPolicy();
    }
  }
}
