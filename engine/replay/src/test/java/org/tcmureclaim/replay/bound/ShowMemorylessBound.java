package org.tcmureclaim.replay.bound;

import java.util.List;
import java.util.Locale;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.run.FixedBudgetReplay;
import org.tcmureclaim.replay.run.Policies;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/**
 * Prints, as Markdown, what policies re-allocate beside the clairvoyant on {@link MemorylessNeeds},
 * and what the best policy does that knows their law but not the future. Run by hand, with a first
 * seed.
 */
public final class ShowMemorylessBound {
  private static final List<String> POLICIES = List.of("stock", "lru", "ladder", "predictive");
  private static final int[] SECONDS = {10_800, 43_200};
  private static final int[] BUDGETS_PERCENT = {20, 35, 50, 70};
  private static final int SEEDS = 3;

  private ShowMemorylessBound() {}

  /** Sums over the seeds from the first argument on. */
  public static void main(String[] arguments) {
    long firstSeed = Long.parseLong(arguments[0]);
    System.out.println("| hours | budget | " + String.join(" | ", POLICIES) + " | known chances |");
    System.out.println("| ---: | ---: |" + " ---: |".repeat(POLICIES.size() + 1));
    for (int seconds : SECONDS) {
      for (int percent : BUDGETS_PERCENT) {
        System.out.println(row(firstSeed, seconds, percent));
      }
    }
  }

  private static String row(long firstSeed, int seconds, int percent) {
    double[] pages = new double[POLICIES.size() + 1];
    double optimumPages = 0;
    for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
      var needs = new MemorylessNeeds(seed);
      TickTable ticks = needs.ticks(seconds);
      long budgetPages = ticks.sumHighWaterPages() * percent / 100;
      optimumPages += Clairvoyant.of(new FutureUse(ticks), budgetPages).reallocatedPages();
      for (int i = 0; i < POLICIES.size(); i++) {
        pages[i] += pages(ticks, new Policies().create(POLICIES.get(i)), budgetPages);
      }
      pages[POLICIES.size()] += pages(ticks, new KnownChances(needs), budgetPages);
    }
    StringBuilder row = new StringBuilder("| %d | %d %% |".formatted(seconds / 3600, percent));
    for (double each : pages) {
      row.append(String.format(Locale.ROOT, " %.2f |", each / optimumPages));
    }
    return row.toString();
  }

  private static long pages(TickTable ticks, ReclaimPolicy policy, long budgetPages) {
    return FixedBudgetReplay.of(ticks, policy, budgetPages, RungBoundaries.of(1 << 18))
        .reallocatedPages();
  }
}
