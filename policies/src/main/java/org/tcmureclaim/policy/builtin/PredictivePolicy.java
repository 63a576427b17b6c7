package org.tcmureclaim.policy.builtin;

import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.expert.OrderMix;
import org.tcmureclaim.heat.Staircases;
import org.tcmureclaim.merge.IdleDevicesFirst;
import org.tcmureclaim.merge.LevelMerge;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.merge.OldestFirst;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.prediction.ReuseRates;
import org.tcmureclaim.prediction.WorthlessFirst;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The pages that are least likely to be needed again for the time it would take to keep them, by
 * what each level of each device has shown of itself: its gaps, its period if it has one, and
 * whether it has gone quiet. {@link ReuseRates} says how. Where the host's past says that one of
 * the simple orders does better (page by page or whole devices, idle longest first), that one
 * counts for more; {@link OrderMix} says how they are mixed.
 */
public final class PredictivePolicy implements ReclaimPolicy {
  private final ReuseRates rates;
  private final Staircases staircases;
  private final WorthlessFirst worthlessFirst;
  private final OrderMix mix;
  private final LevelMerge merge = new LevelMerge();

  PredictivePolicy(double commonGaps) {
    rates = new ReuseRates(commonGaps);
    staircases = new Staircases(rates);
    worthlessFirst = new WorthlessFirst(staircases, rates);
    LevelRanks ladder = new OldestFirst(staircases);
    LevelRanks devices = new IdleDevicesFirst(staircases);
    mix = new OrderMix(List.of(worthlessFirst, ladder, devices));
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    rates.begin(snapshot);
    staircases.observe(snapshot);
    rates.census(snapshot, staircases);
    mix.observe(snapshot);
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
    worthlessFirst.begin(snapshot);
    mix.begin(snapshot, demand.pages(), offers);
    merge.offer(snapshot, mix, demand.pages(), Long.MAX_VALUE, offers);
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    staircases.forget(slot, key);
    rates.forget(slot);
    worthlessFirst.forget(slot);
    mix.forget(slot, key);
  }

  /** Registered as {@code predictive}. */
  public static final class Factory implements PolicyFactory {
    private static final double DEFAULT_TRUST = 0.5;

    @Override
    public String name() {
      return "predictive";
    }

    @Override
    public String summary() {
      return "the pages with the least chance of being needed again for the time of keeping them";
    }

    @Override
    public String withoutHeat() {
      return "it learns gaps of pages that are seen when a device grows or a tick finds them in use; needs"
          + " between two ticks are missed, so that it takes pages for less needed than they are";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          new ParameterDescription(
              "trust",
              ParameterDescription.Kind.SHARE,
              "50%",
              "1% to 99%",
              "how far a single gap of a device's own is trusted against what is common to all; at"
                  + " 50% both weigh the same"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      double trust = parameters.share("trust", DEFAULT_TRUST);
      if (trust < 0.01 || trust > 0.99) {
        throw parameters.reject("trust", "must be between 1% and 99%");
      }
      return new PredictivePolicy((1 - trust) / trust);
    }
  }
}
