package org.tcmureclaim.decision;

import static org.tcmureclaim.snapshot.HostFixture.MIB;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/**
 * A host of random devices and customers that follows from a seed, with a decider on it. Usage goes
 * as the kernel has it: a cut leaves the larger of what is kept and what is in use.
 */
final class RandomHost {
  static final long TICK_NANOS = SECOND_NANOS / 4;
  static final DemandSettings DEMAND =
      new DemandSettings(
          100 * MIB, 200 * MIB, 400 * MIB, 4096 * MIB, 0.01, 0.5, 0.1, 0.25, 5 * SECOND_NANOS);

  /** No limit but those of customers, so that a demand can be met. */
  static final GuardSettings LENIENT =
      new GuardSettings(0, 5 * SECOND_NANOS, 0, 0, Integer.MAX_VALUE, 1, SECOND_NANOS, 0, 1);

  private static final List<Preference> PREFERENCES = List.of(Preference.values());
  private static final List<Urgency> URGENCIES = List.of(Urgency.values());
  private static final long MOST_PAGES = 4000;

  final HostFixture host = new HostFixture();
  final List<CustomerSettings> customers = new ArrayList<>();
  final int[] customerBySlot;
  final Decider decider;
  private final String[] paths;
  private final SplittableRandom usage;
  private final Outcomes outcomes = new Outcomes();

  /**
   * Makes the host of a seed.
   *
   * @param orderSeed the order in which its devices come; everything else is the same with any
   */
  RandomHost(long seed, long orderSeed, PolicyFactory policy, GuardSettings guard) {
    var random = new SplittableRandom(seed);
    usage = random.split();
    int devices = 2 + random.nextInt(60);
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      customers.add(customer(i, random));
    }
    decider =
        new Decider(
            new DecisionSettings(
                DEMAND,
                guard,
                Granularity.DEVICE,
                customers.stream()
                    .map(one -> new CustomerPolicy(one, policy.name(), create(policy)))
                    .toList()));
    paths = new String[devices];
    int[] customerOf = new int[devices];
    Integer[] order = new Integer[devices];
    for (int i = 0; i < devices; i++) {
      paths[i] = "user_0/lun" + i;
      customerOf[i] = random.nextInt(count);
      order[i] = i;
    }
    Collections.shuffle(Arrays.asList(order), new Random(orderSeed));
    customerBySlot = new int[devices];
    for (int i : order) {
      int slot = host.device(paths[i], 0);
      customerBySlot[slot] = customerOf[i];
      decider.assign(slot, customerOf[i]);
    }
  }

  static List<PolicyFactory> policies() {
    return ServiceLoader.load(PolicyFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static ReclaimPolicy create(PolicyFactory factory) {
    return factory.create(NoParameters.INSTANCE);
  }

  private static CustomerSettings customer(int index, SplittableRandom random) {
    long min = random.nextInt(2) * random.nextLong(8000);
    long low = min + random.nextInt(2) * random.nextLong(8000);
    long high = low + random.nextLong(20_000);
    boolean isLimited = random.nextBoolean();
    return new CustomerSettings(
        "customer-" + index,
        new Protection(
            min,
            low,
            isLimited ? high : Protection.UNLIMITED,
            isLimited && random.nextBoolean() ? 2 * high : Protection.UNLIMITED),
        random.nextInt(3) * 8L,
        1 + random.nextInt(1000),
        random.nextInt(3) == 0 ? new Quota(random.nextLong(9000), Long.MAX_VALUE) : Quota.UNLIMITED,
        PREFERENCES.get(random.nextInt(4)),
        List.of());
  }

  /** Lets a tick pass, in which some devices are used and some commands end. */
  RandomHost pass() {
    host.pass(TICK_NANOS);
    DeviceTable devices = host.snapshot().devices();
    for (String path : paths) {
      int slot = devices.slotOf(new DeviceKey(path, 1));
      long inUse = usage.nextInt(3) == 0 ? usage.nextLong(MOST_PAGES) : 0;
      if (usage.nextInt(4) == 0) {
        long peak = Math.max(inUse, usage.nextLong(MOST_PAGES));
        long resident = Math.max(devices.residentPages(slot), peak);
        host.use(slot).holds(slot, resident, resident - inUse);
        devices.updatePeak(slot, peak);
      }
    }
    return this;
  }

  /** A demand that follows from the seed; none in one tick of four. */
  Demand demand() {
    var demand = new Demand();
    int level = usage.nextInt(4);
    long pages = 1 + usage.nextLong(60_000);
    if (level > 0) {
      demand.want(URGENCIES.get(level), Trigger.MEMORY_LOW, pages);
    }
    return demand;
  }

  /** Carries a plan out when half of what was in use is free again, and tells the decider. */
  void cut(Plan plan) {
    DeviceTable devices = host.snapshot().devices();
    outcomes.begin(host.nowNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      int slot = plan.slot(cut);
      long inUse = (devices.residentPages(slot) - devices.tailPages(slot)) / 2;
      long left = Math.max(plan.keepPages(cut), inUse);
      long freed = Math.max(0, devices.residentPages(slot) - left);
      devices.updateUsage(slot, devices.residentPages(slot) - freed, left - inUse, host.nowNanos());
      outcomes.add(plan.key(cut), freed > 0 ? CutResult.FREED : CutResult.NOTHING, freed);
    }
    outcomes.end(CutResult.FREED, "", host.nowNanos());
    decider.settle(host.snapshot(), outcomes);
  }

  /** What each customer holds, or what a plan takes from each. */
  long[] residentPages() {
    long[] pages = new long[customers.size()];
    for (int slot = 0; slot < customerBySlot.length; slot++) {
      pages[customerBySlot[slot]] += host.snapshot().devices().residentPages(slot);
    }
    return pages;
  }

  long[] plannedPages(Plan plan) {
    long[] pages = new long[customers.size()];
    for (int cut = 0; cut < plan.size(); cut++) {
      pages[customerBySlot[plan.slot(cut)]] += plan.expectedPages(cut);
    }
    return pages;
  }

  static List<String> text(Plan plan) {
    var cuts = new ArrayList<String>();
    for (int cut = 0; cut < plan.size(); cut++) {
      cuts.add(plan.key(cut) + " " + plan.keepPages(cut) + " " + plan.expectedPages(cut));
    }
    return cuts;
  }
}
