package org.tcmureclaim.decision;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Prints what a tick costs, from snapshot to plan with the guard, for every policy: without demand,
 * and with one for a hundredth of all pages in each tick, carried out. In processor time, so that
 * other work on the machine does not count. The policy {@code key-order} does next to nothing: what
 * it costs is the cost of everything else.
 */
public final class ShowDecisionCost {
  private static final int[] DEVICES = {256, 10_000, 100_000};
  private static final int CUSTOMERS = 5;
  private static final int MEASURED_TICKS = 100;
  private static final long ENOUGH_DEVICE_TICKS = 6_000_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ShowDecisionCost() {}

  /** Names of policies; all of them where there is none. */
  public static void main(String[] arguments) {
    List<String> wanted = List.of(arguments);
    System.out.printf(
        "%-16s %9s %14s %14s %14s%n",
        "policy", "devices", "idle median", "busy median", "busy p99");
    List<PolicyFactory> policies = new ArrayList<>(RandomHost.policies());
    policies.add(0, new KeyOrderFactory());
    for (PolicyFactory policy : policies) {
      for (int devices : DEVICES) {
        if (!wanted.isEmpty() && !wanted.contains(policy.name())) {
          continue;
        }
        double[] idle = micros(policy, devices, 0);
        double[] busy = micros(policy, devices, devices * 10L);
        System.out.printf(
            Locale.ROOT,
            "%-16s %9d %11.0f us %11.0f us %11.0f us%n",
            policy.name(),
            devices,
            idle[idle.length / 2],
            busy[busy.length / 2],
            busy[busy.length * 99 / 100]);
      }
    }
  }

  private static double[] micros(PolicyFactory policy, int devices, long demandPages) {
    var host = new CostlyHost(policy, devices, CUSTOMERS);
    var demand = new Demand();
    demand.raise(Urgency.URGENT, Trigger.MEMORY_LOW, demandPages);
    int ticks = (int) Math.min(5_000, Math.max(MEASURED_TICKS, ENOUGH_DEVICE_TICKS / devices));
    double[] micros = new double[ticks];
    for (int tick = 0; tick < ticks; tick++) {
      host.pass();
      long start = THREADS.getCurrentThreadCpuTime();
      Plan plan = host.decider().decide(host.snapshot(), demand);
      micros[tick] = (THREADS.getCurrentThreadCpuTime() - start) / 1e3;
      host.settle(plan);
    }
    double[] warm = Arrays.copyOfRange(micros, ticks / 2, ticks);
    Arrays.sort(warm);
    return warm;
  }

  /** Whole devices in the order of their keys. */
  private static final class KeyOrder implements ReclaimPolicy {
    @Override
    public void observe(HostSnapshot snapshot) {}

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      DeviceTable devices = snapshot.devices();
      long left = demand.pages();
      for (int i = 0; i < devices.size(); i++) {
        if (left > 0) {
          left -= offers.offer(devices.slotAt(i), 0);
        } else {
          offers.pass(devices.slotAt(i), Verdict.DEMAND_MET);
        }
      }
    }
  }

  private static final class KeyOrderFactory implements PolicyFactory {
    @Override
    public String name() {
      return "key-order";
    }

    @Override
    public String summary() {
      return "whole devices in the order of their keys";
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      return new KeyOrder();
    }
  }
}
