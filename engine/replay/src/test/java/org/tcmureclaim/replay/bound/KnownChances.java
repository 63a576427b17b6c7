package org.tcmureclaim.replay.bound;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.merge.LevelMerge;
import org.tcmureclaim.merge.LevelRanks;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The best policy that does not see the future of {@link MemorylessNeeds}: told the chance of every
 * page, it drops the least likely ones. Keeping the most likely pages is optimal for independent
 * references (A. Aho, P. Denning, J. Ullman, "Principles of optimal page replacement", JACM 1971).
 */
final class KnownChances implements ReclaimPolicy, LevelRanks {
  private static final double RANK_SCALE = 1L << 60;

  private final MemorylessNeeds needs;
  private final LevelMerge merge = new LevelMerge();

  KnownChances(MemorylessNeeds needs) {
    this.needs = needs;
  }

  @Override
  public void observe(HostSnapshot snapshot) {}

  @Override
  public long countPages(HostSnapshot snapshot) {
    return snapshot.devices().totalTailPages();
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    merge.offer(snapshot, this, demand.pages(), Long.MAX_VALUE, offers);
  }

  @Override
  public void forget(int slot, DeviceKey key) {}

  @Override
  public long rank(int slot, long endPage) {
    return (long) (needs.chance(slot, endPage) * RANK_SCALE);
  }

  @Override
  public long firstPage(int slot, long endPage) {
    return Math.max(0, endPage - Math.max(1, endPage / 64));
  }

  @Override
  public long idleNanosAt(long rank) {
    return CutOffers.NEVER;
  }
}
