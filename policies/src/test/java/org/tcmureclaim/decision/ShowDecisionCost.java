package org.tcmureclaim.decision;

import java.util.Arrays;
import java.util.Locale;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * Prints what a tick costs, from snapshot to plan with the guard, for every policy: without demand,
 * and with one for a hundredth of all pages in each tick, carried out.
 */
public final class ShowDecisionCost {
  private static final int[] DEVICES = {256, 10_000, 100_000};
  private static final int CUSTOMERS = 5;
  private static final int MEASURED_TICKS = 300;
  private static final long ENOUGH_DEVICE_TICKS = 12_000_000;

  private ShowDecisionCost() {}

  public static void main(String[] arguments) {
    System.out.printf(
        "%-16s %9s %14s %14s %14s%n",
        "policy", "devices", "idle median", "busy median", "busy p99");
    for (PolicyFactory policy : RandomHost.policies()) {
      for (int devices : DEVICES) {
        double[] idle = micros(policy.name(), devices, 0);
        double[] busy = micros(policy.name(), devices, devices * 10L);
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

  private static double[] micros(String policy, int devices, long demandPages) {
    var host = new CostlyHost(policy, devices, CUSTOMERS);
    var demand = new Demand();
    demand.raise(Urgency.URGENT, Trigger.MEMORY_LOW, demandPages);
    int ticks = (int) Math.min(5_000, Math.max(MEASURED_TICKS, ENOUGH_DEVICE_TICKS / devices));
    double[] micros = new double[ticks];
    for (int tick = 0; tick < ticks; tick++) {
      host.pass();
      long start = System.nanoTime();
      Plan plan = host.decider().decide(host.snapshot(), demand);
      micros[tick] = (System.nanoTime() - start) / 1e3;
      host.settle(plan);
    }
    double[] warm = Arrays.copyOfRange(micros, ticks / 2, ticks);
    Arrays.sort(warm);
    return warm;
  }
}
