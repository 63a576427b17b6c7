package org.tcmureclaim.decision;

import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A host of a given size on which every other device is active; allocates nothing in a tick. */
final class CostlyHost {
  private static final long DEVICE_PAGES = 1000;

  private final HostFixture host = new HostFixture();
  private final DecisionSettings settings;
  private final Decider decider;
  private final Outcomes outcomes = new Outcomes();
  private int tick;

  CostlyHost(String policy, int devices, int customers) {
    this(
        RandomHost.policies().stream().filter(p -> p.name().equals(policy)).findAny().orElseThrow(),
        devices,
        customers);
  }

  CostlyHost(PolicyFactory factory, int devices, int customers) {
    settings = settings(factory, customers);
    decider = new Decider(settings);
    for (int i = 0; i < devices; i++) {
      int slot = host.device("user_0/lun%06d".formatted(i), DEVICE_PAGES);
      decider.assign(slot, i % customers);
      host.snapshot().handlers().serves(i + 1, "/usr/bin/handler-" + i % 2);
      host.snapshot().devices().updateHandler(slot, i + 1);
    }
  }

  private static DecisionSettings settings(PolicyFactory factory, int customers) {
    List<CustomerPolicy> list = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      list.add(
          new CustomerPolicy(
              CustomerSettings.unlimited("customer-" + i),
              factory.name(),
              factory.create(NoParameters.INSTANCE)));
    }
    return new DecisionSettings(
        RandomHost.DEMAND,
        new GuardSettings(4 * SECOND_NANOS, 5 * SECOND_NANOS, 0, 256),
        Granularity.DEVICE,
        list);
  }

  DecisionSettings settings() {
    return settings;
  }

  Decider decider() {
    return decider;
  }

  HostSnapshot snapshot() {
    return host.snapshot();
  }

  /** A second passes; of four devices, two are active and one of them is full again. */
  void pass() {
    host.pass(SECOND_NANOS);
    tick++;
    DeviceTable devices = host.snapshot().devices();
    for (int i = 0; i < devices.size(); i += 2) {
      int slot = devices.slotAt(i);
      host.use(slot);
      if ((i + tick) % 4 == 0) {
        host.holds(slot, DEVICE_PAGES, DEVICE_PAGES - i % 7);
      }
    }
  }

  /** Makes the cuts of a plan. */
  void settle(Plan plan) {
    outcomes.begin(host.nowNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      int slot = plan.slot(cut);
      DeviceTable devices = host.snapshot().devices();
      long left = devices.residentPages(slot) - plan.expectedPages(cut);
      long tail = devices.tailPages(slot) - plan.expectedPages(cut);
      devices.updateUsage(slot, left, tail, host.nowNanos());
      outcomes.add(plan.key(cut), CutResult.FREED, plan.expectedPages(cut), 1000);
    }
    outcomes.end(CutResult.FREED, "", host.nowNanos());
    if (!plan.isEmpty()) {
      decider.settle(host.snapshot(), outcomes);
    }
  }
}
