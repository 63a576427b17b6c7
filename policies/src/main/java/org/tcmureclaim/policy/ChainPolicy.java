package org.tcmureclaim.policy;

import java.util.BitSet;
import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Several policies asked in order, each for what those before it left of the demand. */
public final class ChainPolicy implements ReclaimPolicy {
  private final List<ReclaimPolicy> links;
  private final Demand rest = new Demand();
  private final Offers offers = new Offers();

  /** A chain of at least one policy. */
  public ChainPolicy(List<ReclaimPolicy> links) {
    if (links.isEmpty()) {
      throw new IllegalArgumentException("a chain needs at least one policy");
    }
    this.links = List.copyOf(links);
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    for (int i = 0; i < links.size(); i++) {
      links.get(i).observe(snapshot);
    }
  }

  /** What the most willing would give: the others may mean the same pages. */
  @Override
  public long countPages(HostSnapshot snapshot) {
    long mostPages = 0;
    for (int i = 0; i < links.size(); i++) {
      mostPages = Math.max(mostPages, links.get(i).countPages(snapshot));
    }
    return mostPages;
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers into) {
    offers.begin(into);
    for (int i = 0; i < links.size(); i++) {
      if (i > 0 && demand.urgency() != Urgency.NONE && offers.acceptedPages >= demand.pages()) {
        return;
      }
      rest.none();
      if (demand.urgency() != Urgency.NONE) {
        rest.want(demand.urgency(), demand.trigger(), demand.pages() - offers.acceptedPages);
      }
      links.get(i).scan(snapshot, rest, offers);
    }
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    for (int i = 0; i < links.size(); i++) {
      links.get(i).forget(slot, key);
    }
  }

  /** Lets each device be offered once, and nobody take back what was accepted. */
  private static final class Offers implements CutOffers {
    private final BitSet accepted = new BitSet();
    private CutOffers into = this;
    private long acceptedPages;

    void begin(CutOffers target) {
      into = target;
      accepted.clear();
      acceptedPages = 0;
    }

    @Override
    public long offer(int slot, long keepPages) {
      if (accepted.get(slot)) {
        return 0;
      }
      long pages = into.offer(slot, keepPages);
      if (pages > 0) {
        accepted.set(slot);
        acceptedPages += pages;
      }
      return pages;
    }

    @Override
    public void pass(int slot, Verdict verdict) {
      if (!accepted.get(slot)) {
        into.pass(slot, verdict);
      }
    }

    @Override
    public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {
      if (!accepted.get(slot)) {
        into.pass(slot, verdict, atIdleNanos, atDemandPages);
      }
    }
  }
}
