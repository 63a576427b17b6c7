package org.tcmureclaim.policy;

import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Several policies, asked in order until the demand is met: each for what those before it left.
 * With no demand all are asked, as each may have limits of its own.
 *
 * <p>A device that one of them offered is not offered again in the same tick; what the others say
 * of it is not heard.
 */
public final class ChainPolicy implements ReclaimPolicy {
  private final List<ReclaimPolicy> links;
  private final Demand rest = new Demand();
  private final FirstOffers firstOffers = new FirstOffers();

  /**
   * @param links at least one
   */
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

  /** The most that any one of them would give: they may mean the same pages. */
  @Override
  public long countPages(HostSnapshot snapshot) {
    long most = 0;
    for (int i = 0; i < links.size(); i++) {
      most = Math.max(most, links.get(i).countPages(snapshot));
    }
    return most;
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    firstOffers.begin(snapshot.devices(), offers);
    for (int i = 0; i < links.size(); i++) {
      long missing = demand.pages() - firstOffers.accepted;
      if (demand.pages() > 0 && missing <= 0) {
        return;
      }
      if (demand.pages() > 0) {
        rest.want(demand.urgency(), demand.trigger(), missing);
      } else {
        rest.none();
      }
      links.get(i).scan(snapshot, rest, firstOffers);
    }
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    for (int i = 0; i < links.size(); i++) {
      links.get(i).forget(slot, key);
    }
  }

  /** Lets the first offer of each device through. */
  private static final class FirstOffers implements CutOffers {
    private CutOffers offers = new NoOffers();
    private boolean[] offered = new boolean[0];
    private long accepted;

    void begin(DeviceTable devices, CutOffers offers) {
      this.offers = offers;
      if (offered.length < devices.slotCapacity()) {
        offered = new boolean[devices.slotCapacity()];
      }
      Arrays.fill(offered, false);
      accepted = 0;
    }

    @Override
    public long offer(int slot, long keepPages) {
      if (offered[slot]) {
        return 0;
      }
      offered[slot] = true;
      long pages = offers.offer(slot, keepPages);
      accepted += pages;
      return pages;
    }

    @Override
    public boolean isOpen(int slot) {
      return !offered[slot] && offers.isOpen(slot);
    }

    @Override
    public boolean isFull() {
      return offers.isFull();
    }

    @Override
    public void pass(int slot, Verdict verdict) {
      if (!offered[slot]) {
        offers.pass(slot, verdict);
      }
    }

    @Override
    public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {
      if (!offered[slot]) {
        offers.pass(slot, verdict, atIdleNanos, atDemandPages);
      }
    }
  }

  /** Before the first tick. */
  private static final class NoOffers implements CutOffers {
    @Override
    public long offer(int slot, long keepPages) {
      return 0;
    }

    @Override
    public void pass(int slot, Verdict verdict) {}
  }
}
