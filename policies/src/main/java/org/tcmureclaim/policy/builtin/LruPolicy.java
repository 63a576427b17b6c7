package org.tcmureclaim.policy.builtin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.FixedExpiration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 * it is emptied well before that, and the order is exact (a test compares it with a plain list).
 *
 * <p>Below urgent, a device is only cut when it has been idle for {@code idle}; above, those cut
 * last are the ones in use.
 */
public final class LruPolicy implements ReclaimPolicy {
  /** Far longer than any host runs: entries leave when their device goes, not by age. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  /** Half of what Caffeine's read buffer holds. */
  private static final int MOST_BUFFERED_READS = 8;

  private final long idleNanos;
  private final Map<DeviceKey, Slot> slots;
  private final Cache<DeviceKey, Slot> byAccess;
  private final FixedExpiration<DeviceKey, Slot> accessOrder;
  private long[] seenActiveNanos = new long[0];
  private long nowNanos;
  private int bufferedReads;

  LruPolicy(long idleNanos) {
    this.idleNanos = idleNanos;
    this.byAccess =
        Caffeine.newBuilder()
            .expireAfterAccess(NEVER)
            .ticker(() -> nowNanos)
            .executor(Runnable::run)
            .build();
    this.slots = byAccess.asMap();
    this.accessOrder = byAccess.policy().expireAfterAccess().orElseThrow();
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    nowNanos = snapshot.takenAtNanos();
    DeviceTable devices = snapshot.devices();
    if (seenActiveNanos.length < devices.slotCapacity()) {
      seenActiveNanos = Arrays.copyOf(seenActiveNanos, devices.slotCapacity());
    }
    for (int i = 0; i < devices.size(); i++) {
      observe(devices, devices.slotAt(i));
    }
  }

  private void observe(DeviceTable devices, int slot) {
    DeviceKey key = devices.key(slot);
    long activeNanos = devices.lastActiveNanos(slot);
    if (!slots.containsKey(key)) {
      byAccess.put(key, new Slot(slot));
    } else if (activeNanos != seenActiveNanos[slot]) {
      read(key);
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
    DeviceTable devices = snapshot.devices();
    Collection<Slot> coldestFirst = accessOrder.oldest(Math.max(1, devices.size())).values();
    long accepted = 0;
    for (Slot slot : coldestFirst) {
      if (accepted >= demand.pages()) {
        offers.pass(slot.number(), Verdict.DEMAND_MET);
      } else if (isWarm(snapshot, slot.number())) {
        offers.pass(slot.number(), Verdict.TOO_WARM);
      } else {
        accepted += offers.offer(slot.number(), 0);
      }
    }
    if (demand.urgency().compareTo(Urgency.URGENT) >= 0) {
      for (Slot slot : coldestFirst) {
        if (accepted < demand.pages() && isWarm(snapshot, slot.number())) {
          accepted += offers.offer(slot.number(), 0);
        }
      }
    }
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    byAccess.invalidate(key);
  }

  private boolean isWarm(HostSnapshot snapshot, int slot) {
    return snapshot.takenAtNanos() - snapshot.devices().lastActiveNanos(slot) < idleNanos;
  }

  /** The place of a device in the table, as a value that is made once in its life. */
  private record Slot(int number) {}

  /** Registered as {@code lru}. */
  public static final class Factory implements PolicyFactory {
    private static final long DEFAULT_IDLE_NANOS = 5_000_000_000L;

    @Override
    public String name() {
      return "lru";
    }

    @Override
    public String summary() {
      return "whole devices, the one that has been idle longest first (Caffeine's access order)";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          new ParameterDescription(
              "idle",
              ParameterDescription.Kind.DURATION,
              "5s",
              "0s or more",
              "below urgent demand, only devices that served nothing for so long are cut"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new LruPolicy(parameters.nanos("idle", DEFAULT_IDLE_NANOS));
    }
  }
}
