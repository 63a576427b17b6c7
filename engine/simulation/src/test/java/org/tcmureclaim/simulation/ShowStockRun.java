package org.tcmureclaim.simulation;

/**
 * Prints what the default host does with no agent, second by second, and how fast it was simulated.
 * Arguments: the seed, the seconds to run.
 */
final class ShowStockRun {
  private static final long SECOND = 1_000_000_000L;
  private static final long PAGES_PER_MIB = 256;

  private ShowStockRun() {}

  public static void main(String[] arguments) {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 60;
    SimulatedHostSettings settings = SimulatedHostSettings.defaults().withSeed(seed);
    long wallStart = System.nanoTime();
    Simulation simulation = new Simulation(settings);
    long startNanos = simulation.nowNanos();
    System.out.println("   s  held MiB  tail MiB  avail MiB  some ms  full ms");
    for (long second = 1; second <= seconds; second++) {
      long some = simulation.stalls().someMicros();
      long full = simulation.stalls().fullMicros();
      while (simulation.nowNanos() < startNanos + second * SECOND) {
        simulation.step();
      }
      System.out.printf(
          "%4d  %8d  %8d  %9d  %7d  %7d%n",
          second,
          simulation.global().pages() / PAGES_PER_MIB,
          tailPages(simulation) / PAGES_PER_MIB,
          simulation.memory().availableBytes() >> 20,
          (simulation.stalls().someMicros() - some) / 1000,
          (simulation.stalls().fullMicros() - full) / 1000);
    }
    double wallSeconds = (System.nanoTime() - wallStart) / 1e9;
    double simulatedSeconds = simulation.nowNanos() / 1e9;
    System.out.println(simulation.tally());
    System.out.printf(
        "%.0f simulated seconds in %.2f s: %.0f times real time%n",
        simulatedSeconds, wallSeconds, simulatedSeconds / wallSeconds);
  }

  private static long tailPages(Simulation simulation) {
    long pages = 0;
    for (int place = 0; place < simulation.luns().places(); place++) {
      Lun lun = simulation.luns().at(place);
      pages += lun == null ? 0 : lun.device().area().tailPages();
    }
    return pages;
  }
}
