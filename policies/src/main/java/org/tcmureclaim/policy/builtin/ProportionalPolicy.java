package org.tcmureclaim.policy.builtin;

import java.util.Arrays;
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
 * The kernel's own rule for shrinkers, device by device: do_shrink_slab() in mm/vmscan.c (Linux
 * 6.1). At priority 12 each device owes {@code freeable >> 12} pages, scaled by {@code 4 / seeks};
 * with every priority below, twice as much. What is owed is given in batches; what is less than a
 * batch is carried over to later calls (nr_deferred), up to twice what the device could give.
 */
public final class ProportionalPolicy implements ReclaimPolicy {
  /** DEF_PRIORITY of include/linux/mmzone.h. */
  private static final int FIRST_PRIORITY = 12;

  /** What {@code 4 / seeks} is at DEFAULT_SEEKS of include/linux/shrinker.h. */
  private static final int SCALE_AT_DEFAULT_SEEKS = 2;

  private final double eagerness;
  private final long batchPages;
  private long[] deferredPages = new long[0];
  private long[] givenPages = new long[0];
  private boolean[] refused = new boolean[0];

  ProportionalPolicy(double eagerness, long batchPages) {
    this.eagerness = eagerness;
    this.batchPages = batchPages;
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    int slots = snapshot.devices().slotCapacity();
    if (deferredPages.length < slots) {
      deferredPages = Arrays.copyOf(deferredPages, slots);
      givenPages = new long[slots];
      refused = new boolean[slots];
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
    Arrays.fill(givenPages, 0);
    Arrays.fill(refused, false);
    long missing = demand.pages();
    for (int priority = FIRST_PRIORITY; priority >= 0 && missing > 0; priority--) {
      missing = round(devices, priority, missing);
    }
    missing = demand.pages();
    for (int i = 0; i < devices.size(); i++) {
      missing -= offer(devices, devices.slotAt(i), offers);
    }
    for (int i = 0; i < devices.size(); i++) {
      missing -= makeUp(devices, devices.slotAt(i), missing, offers);
    }
    for (int i = 0; i < devices.size(); i++) {
      explain(devices, devices.slotAt(i), demand, offers);
    }
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    if (slot < deferredPages.length) {
      deferredPages[slot] = 0;
    }
  }

  /** Asks every device once, until nothing is missing; returns what is. */
  private long round(DeviceTable devices, int priority, long missing) {
    long left = missing;
    for (int i = 0; i < devices.size() && left > 0; i++) {
      int slot = devices.slotAt(i);
      left -= shrink(slot, devices.tailPages(slot) - givenPages[slot], priority);
    }
    return left;
  }

  private long shrink(int slot, long freeablePages, int priority) {
    if (freeablePages <= 0) {
      return 0;
    }
    double delta = (freeablePages >> priority) * eagerness * SCALE_AT_DEFAULT_SEEKS;
    long owed = Math.min((deferredPages[slot] >> priority) + (long) delta, 2 * freeablePages);
    // Whatever the seeks, the last priority leaves nothing: the demand counts.
    long wanted = priority == 0 ? freeablePages : Math.min(owed, freeablePages);
    long given = wanted == freeablePages ? wanted : wanted - wanted % batchPages;
    givenPages[slot] += given;
    long carried = Math.max(0, deferredPages[slot] + (long) delta - given);
    deferredPages[slot] = Math.min(carried, 2 * freeablePages);
    return given;
  }

  private long offer(DeviceTable devices, int slot, CutOffers offers) {
    long given = givenPages[slot];
    if (given == 0) {
      return 0;
    }
    givenPages[slot] = 0;
    return deepen(devices, slot, given, offers);
  }

  /** What a guard did not allow of others is taken here, page by page: no device owes it. */
  private long makeUp(DeviceTable devices, int slot, long missing, CutOffers offers) {
    long accepted = 0;
    while (!refused[slot] && accepted < missing && givenPages[slot] < devices.tailPages(slot)) {
      long more = Math.min(missing - accepted, devices.tailPages(slot) - givenPages[slot]);
      accepted += deepen(devices, slot, more, offers);
    }
    return accepted;
  }

  /** More than was offered is accepted where an earlier scan of this tick offered it already. */
  private long deepen(DeviceTable devices, int slot, long more, CutOffers offers) {
    long keepPages = devices.residentPages(slot) - givenPages[slot] - more;
    long accepted = offers.offer(slot, keepPages);
    givenPages[slot] += Math.max(more, accepted);
    refused[slot] = accepted < more;
    return accepted;
  }

  private void explain(DeviceTable devices, int slot, Demand demand, CutOffers offers) {
    if (devices.tailPages(slot) <= 0) {
      offers.pass(slot, Verdict.NOTHING_TO_GIVE);
    } else if (givenPages[slot] == 0) {
      offers.pass(slot, Verdict.DEMAND_MET, CutOffers.NEVER, demand.pages() + 1);
    }
  }

  /** Registered as {@code proportional}. */
  public static final class Factory implements PolicyFactory {
    private static final long DEFAULT_BATCH_PAGES = 128;

    @Override
    public String name() {
      return "proportional";
    }

    @Override
    public String summary() {
      return "a share of every tail that doubles until enough is given, as kernel shrinkers do";
    }

    @Override
    public String withoutHeat() {
      return "as ever: it looks at nothing but tails";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          new ParameterDescription(
              "eagerness",
              ParameterDescription.Kind.SHARE,
              "100%",
              "above 0% to 100%",
              "2 / seeks of a kernel shrinker; 100% is DEFAULT_SEEKS (include/linux/shrinker.h)"),
          new ParameterDescription(
              "batch",
              ParameterDescription.Kind.SIZE,
              "512KiB",
              "4KiB or more",
              "no device gives less at a time; 128 pages is SHRINK_BATCH (mm/vmscan.c)"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      double eagerness = parameters.share("eagerness", 1);
      if (eagerness <= 0) {
        throw parameters.reject("eagerness", "must be above 0%");
      }
      long batchPages = parameters.pages("batch", DEFAULT_BATCH_PAGES);
      if (batchPages < 1) {
        throw parameters.reject("batch", "must be 4KiB or more");
      }
      return new ProportionalPolicy(eagerness, batchPages);
    }
  }
}
