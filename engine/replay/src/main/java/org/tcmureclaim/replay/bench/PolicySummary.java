package org.tcmureclaim.replay.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tcmureclaim.replay.result.PolicyFigures;

/**
 * Each policy over all workloads, seeds and budgets together: how far it is from the optimum, and
 * how it compares with the stock kernel and with the best of the others where it does worst. Runs
 * that kept more than the budget count for nobody.
 */
public final class PolicySummary {
  private static final String BASELINE = "stock";

  private final List<List<PolicyFigures>> cells = new ArrayList<>();

  /** Adds the runs of one trace, all policies at all budgets. */
  public void add(List<PolicyFigures> figures) {
    Map<String, List<PolicyFigures>> byBudget = new LinkedHashMap<>();
    for (PolicyFigures line : figures) {
      if (line.result().avoidableTicksOverBudget() == 0) {
        byBudget.computeIfAbsent(line.budget(), unused -> new ArrayList<>()).add(line);
      }
    }
    cells.addAll(byBudget.values());
  }

  /** One row for each policy. */
  public TextTable table() {
    TextTable table =
        new TextTable(
            "All workloads and budgets: pages re-allocated",
            List.of(
                "policy", "runs", "×optimum (median)", "×stock at worst", "×best other at worst"));
    cells.stream()
        .flatMap(List::stream)
        .map(PolicyFigures::policy)
        .distinct()
        .sorted()
        .forEach(policy -> table.row(row(policy)));
    return table;
  }

  private List<String> row(String policy) {
    List<Double> toOptimum = new ArrayList<>();
    double worstOfStock = 0;
    double worstOfOthers = 0;
    for (List<PolicyFigures> cell : cells) {
      for (PolicyFigures mine : cell) {
        if (mine.policy().equals(policy)) {
          toOptimum.add(mine.ratioToOptimum().orElse(Double.POSITIVE_INFINITY));
          worstOfStock = Math.max(worstOfStock, ratio(mine, cell, BASELINE::equals));
          worstOfOthers =
              Math.max(worstOfOthers, ratio(mine, cell, other -> !other.equals(policy)));
        }
      }
    }
    double[] ratios = toOptimum.stream().mapToDouble(Double::doubleValue).toArray();
    return List.of(
        policy,
        Integer.toString(ratios.length),
        Spread.of(ratios).middle("%.2f"),
        Spread.number("%.2f", worstOfStock),
        Spread.number("%.2f", worstOfOthers));
  }

  /** Compared with the best of those that the filter lets through; 0 where there is none. */
  private static double ratio(
      PolicyFigures mine, List<PolicyFigures> cell, Predicate<String> others) {
    long best =
        cell.stream()
            .filter(line -> others.test(line.policy()))
            .mapToLong(line -> line.result().reallocatedPages())
            .min()
            .orElse(Long.MAX_VALUE);
    long pages = mine.result().reallocatedPages();
    if (best == 0) {
      return pages == 0 ? 1 : Double.POSITIVE_INFINITY;
    }
    return best == Long.MAX_VALUE ? 0 : (double) pages / best;
  }
}
