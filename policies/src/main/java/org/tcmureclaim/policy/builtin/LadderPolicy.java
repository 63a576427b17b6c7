package org.tcmureclaim.policy.builtin;

import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.heat.Staircases;
import org.tcmureclaim.merge.LevelMerge;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.merge.OldestFirst;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Page-level LRU over all devices: the pages that were needed longest ago go first, whoever holds
 * them. The order is that of a merge over the {@link Staircases staircases}, exact to a tick.
 */
public final class LadderPolicy implements ReclaimPolicy {
  private final WarmPages warm;
  private final Staircases staircases = new Staircases();
  private final LevelMerge merge = new LevelMerge();
  private final LevelRanks oldestFirst = new OldestFirst(staircases);

  LadderPolicy(WarmPages warm) {
    this.warm = warm;
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    staircases.observe(snapshot);
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
    boolean sparesWarm = warm.areSpared(demand.urgency());
    long highestRank = sparesWarm ? -warm.idleNanos() : Long.MAX_VALUE;
    merge.offer(snapshot, oldestFirst, demand.pages(), highestRank, offers);
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    staircases.forget(slot, key);
  }

  /** Registered as {@code ladder}. */
  public static final class Factory implements PolicyFactory {
    @Override
    public String name() {
      return "ladder";
    }

    @Override
    public String summary() {
      return "the pages that were needed longest ago, whichever device holds them";
    }

    @Override
    public String withoutHeat() {
      return "it sees a page needed when a device grows or a tick finds it in use; one that commands used"
          + " again between two ticks passes for idle, and a device that is new here has no past";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          WarmPages.parameter(
              "below urgent demand, only pages that were not needed for so long are given"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new LadderPolicy(WarmPages.of(parameters));
    }
  }
}
