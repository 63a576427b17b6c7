package org.tcmureclaim.policy.builtin;

import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.heat.Staircases;
import org.tcmureclaim.merge.LevelMerge;
import org.tcmureclaim.merge.OldestFirst;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.price.Rent;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A price for holding a page, which rises with the urgency of what the host wants. A page pays it
 * while it is idle, and goes once it has paid what its re-allocation would cost, whether or not
 * anything is wanted at that moment; a demand that this does not meet takes the oldest others.
 *
 * <p>This is ski rental: without knowing when a page is needed again, holding it until the rent
 * equals the price of buying costs at most twice what a clairvoyant would pay in rent and
 * re-allocations together, whatever the future and however the price moves, and no rule without
 * chance does better (Karlin, Manasse, Rudolph and Sleator, "Competitive snoopy caching",
 * Algorithmica 1988). The bound is on pages that go because their rent is paid; those that a demand
 * takes sooner are the price of the limit.
 */
public final class PricedPolicy implements ReclaimPolicy {
  private final double calmPerNano;
  private final double gentlePerNano;
  private final Staircases staircases = new Staircases();
  private final LevelMerge merge = new LevelMerge();
  private final OldestFirst oldestFirst = new OldestFirst(staircases);
  private final Rent rent = new Rent();
  private Urgency urgency = Urgency.NONE;
  private boolean started;

  PricedPolicy(long holdNanos, long calmHoldNanos) {
    this.gentlePerNano = 1.0 / holdNanos;
    this.calmPerNano = 1.0 / calmHoldNanos;
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    staircases.observe(snapshot);
    if (!started) {
      rent.start(snapshot.takenAtNanos());
      started = true;
    }
    rent.pay(snapshot.takenAtNanos(), perNano());
    // What is wanted now is asked for in scan; until then nothing is.
    urgency = Urgency.NONE;
  }

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    urgency = demand.urgency();
    long wantedPages = Math.max(demand.pages(), paidPages(snapshot.devices()));
    if (wantedPages > 0) {
      merge.offer(snapshot, oldestFirst, wantedPages, Long.MAX_VALUE, offers);
    }
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    staircases.forget(slot, key);
  }

  private double perNano() {
    return switch (urgency) {
      case NONE -> calmPerNano;
      case GENTLE -> gentlePerNano;
      case URGENT -> 4 * gentlePerNano;
      case EMERGENCY -> 16 * gentlePerNano;
    };
  }

  private long paidPages(DeviceTable devices) {
    long total = 0;
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      long resident = devices.residentPages(slot);
      long keep = resident;
      int step = staircases.stepBelow(slot, resident);
      while (step >= 0 && rent.isPaidSince(staircases.reachedNanos(slot, step))) {
        keep = staircases.firstPage(slot, step);
        step--;
      }
      total += Math.min(devices.tailPages(slot), resident - keep);
    }
    return total;
  }

  /** Registered as {@code priced}. */
  public static final class Factory implements PolicyFactory {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long DEFAULT_HOLD_NANOS = 20 * MINUTE_NANOS;
    private static final long DEFAULT_CALM_HOLD_NANOS = 240 * MINUTE_NANOS;

    @Override
    public String name() {
      return "priced";
    }

    @Override
    public String summary() {
      return "a page goes once it has been idle for as long as its re-allocation is worth (ski"
          + " rental)";
    }

    @Override
    public String withoutHeat() {
      return "it sees a page needed when a device grows or a tick finds it in use; one that commands used"
          + " again between two ticks pays its rent as if it were idle";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          new ParameterDescription(
              "hold",
              ParameterDescription.Kind.DURATION,
              "20m",
              "above 0s",
              "how long a page may be idle under gentle demand until that has cost as much as a"
                  + " re-allocation; a quarter of it under urgent demand, a sixteenth in an"
                  + " emergency"),
          new ParameterDescription(
              "calm-hold",
              ParameterDescription.Kind.DURATION,
              "4h",
              "hold or more",
              "the same while nothing is wanted"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      long holdNanos = parameters.nanos("hold", DEFAULT_HOLD_NANOS);
      if (holdNanos <= 0) {
        throw parameters.reject("hold", "must be above 0s");
      }
      long fallback = Math.max(holdNanos, DEFAULT_CALM_HOLD_NANOS);
      long calmHoldNanos = parameters.nanos("calm-hold", fallback);
      if (calmHoldNanos < holdNanos) {
        throw parameters.reject("calm-hold", "must not be below hold");
      }
      return new PricedPolicy(holdNanos, calmHoldNanos);
    }
  }
}
