package org.tcmureclaim.policy.builtin;

import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.merge.CandidateQueue;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Whole tails, the largest first: by what a truncation would free, not by what a device holds.
 * Fewest truncations for a demand, and no thought of who will need the pages again.
 */
public final class LargestTailPolicy implements ReclaimPolicy {
  private final CandidateQueue largestFirst = new CandidateQueue();
  private final WholeTails tails = new WholeTails();

  @Override
  public void observe(HostSnapshot snapshot) {}

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
    largestFirst.clear();
    for (int position = 0; position < devices.size(); position++) {
      long tailPages = devices.tailPages(devices.slotAt(position));
      if (tailPages > 0) {
        largestFirst.add(-tailPages, position);
      } else {
        offers.pass(devices.slotAt(position), Verdict.NOTHING_TO_GIVE);
      }
    }
    tails.begin(demand.pages());
    for (; !largestFirst.isEmpty(); largestFirst.removeFirst()) {
      tails.next(devices, devices.slotAt(largestFirst.firstPosition()), offers);
    }
  }

  /** Registered as {@code largest-tail}. */
  public static final class Factory implements PolicyFactory {
    @Override
    public String name() {
      return "largest-tail";
    }

    @Override
    public String summary() {
      return "whole tails, the largest first: fewest truncations";
    }

    @Override
    public String withoutHeat() {
      return "as ever: it looks at nothing but tails";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of();
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new LargestTailPolicy();
    }
  }
}
