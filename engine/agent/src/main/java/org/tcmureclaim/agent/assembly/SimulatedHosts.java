package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.agent.config.AgentConfig;
import org.tcmureclaim.agent.config.Mode;
import org.tcmureclaim.agent.config.SimulatedConfig;
import org.tcmureclaim.agent.config.TruncatorChoice;
import org.tcmureclaim.configuration.rules.TriggerConfig;
import org.tcmureclaim.simulation.SimulatedHostSettings;
import org.tcmureclaim.simulation.Speed;
import org.tcmureclaim.simulation.TruncationStyle;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.memory.MemorySettings;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.simulation.memory.StallKind;
import org.tcmureclaim.simulation.workload.HabitKind;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;

/** From the configuration of a simulated host to its settings. */
final class SimulatedHosts {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long MEBIBYTE = 1 << 20;
  private static final List<SimulatedCustomer> CUSTOMERS =
      SimulatedHostSettings.defaults().workload().customers();

  private SimulatedHosts() {}

  static SimulatedHostSettings settings(AgentConfig config) {
    SimulatedConfig simulated = config.simulated();
    SimulatedHostSettings defaults = SimulatedHostSettings.defaults();
    boolean tailVisible = style(config) != TruncationStyle.STOCK;
    return defaults
        .withSeed(simulated.seed())
        .withCustomers(shareOut(simulated.luns()))
        .withMemory(scale(defaults.memory(), simulated.memoryBytes()))
        .withDataAreas(
            new DataAreaSettings(
                Math.toIntExact(simulated.dataAreaPages()),
                simulated.pagesPerBlock(),
                simulated.globalLimitPages()))
        .withDay(simulated.dayNanos(), simulated.dayNanos())
        .withTruncation(style(config), tailVisible)
        .withTriggers(config.pressure().triggers().stream().map(SimulatedHosts::trigger).toList())
        .withSpeed(
            simulated.speedFactor().isPresent()
                ? new Speed(simulated.speedFactor().getAsLong())
                : Speed.unbounded());
  }

  private static TruncationStyle style(AgentConfig config) {
    if (config.mode() == Mode.OBSERVE || config.truncator() == TruncatorChoice.OBSERVE) {
      return TruncationStyle.OBSERVE;
    }
    return switch (config.truncator()) {
      case SHIM -> TruncationStyle.SHIM;
      case STOCK -> TruncationStyle.STOCK;
      default ->
          switch (config.simulated().truncator()) {
            case SHIM -> TruncationStyle.SHIM;
            case STOCK -> TruncationStyle.STOCK;
          };
    };
  }

  /** As many LUNs to each of the made-up customers; the first ones get what is left over. */
  private static List<SimulatedCustomer> shareOut(int luns) {
    var customers = new ArrayList<SimulatedCustomer>();
    int left = luns;
    for (int i = 0; i < CUSTOMERS.size(); i++) {
      int waiting = CUSTOMERS.size() - i;
      int share = (left + waiting - 1) / waiting;
      String name = CUSTOMERS.get(i).name();
      HabitKind habit = CUSTOMERS.get(i).habit();
      if (share > 0) {
        customers.add(new SimulatedCustomer(name, share, habit));
      }
      left -= share;
    }
    return customers;
  }

  /** The same proportions on a host of another size. */
  private static MemorySettings scale(MemorySettings from, long totalBytes) {
    return from.scaled(totalBytes / MEBIBYTE, from.totalBytes() / MEBIBYTE);
  }

  private static PsiTriggerSettings trigger(TriggerConfig trigger) {
    return new PsiTriggerSettings(
        switch (trigger.kind()) {
          case SOME -> StallKind.SOME;
          case FULL -> StallKind.FULL;
        },
        trigger.thresholdNanos() / NANOS_PER_MICRO,
        trigger.windowNanos() / NANOS_PER_MICRO);
  }
}
