package org.tcmureclaim.replay.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.replay.result.PolicyFigures;

/**
 * Each policy over all workloads, seeds and budgets together: how far it is from the optimum, and
 * how it compares with the stock kernel and with the best of the others where it does worst. Runs
 * that kept more than the budget count for nobody.
 */
public final class PolicySummary {
  private final List<QualityCell> cells = new ArrayList<>();

  /** Adds the runs of one trace, all policies at all budgets. */
  public void add(String workload, List<PolicyFigures> figures) {
    Map<String, List<PolicyFigures>> byBudget = new LinkedHashMap<>();
    for (PolicyFigures line : figures) {
      if (line.result().avoidableTicksOverBudget() == 0) {
        byBudget.computeIfAbsent(line.budget(), unused -> new ArrayList<>()).add(line);
      }
    }
    byBudget.values().forEach(runs -> cells.add(new QualityCell(workload, runs)));
  }

  /** All there is, in the order in which it came. */
  public List<QualityCell> cells() {
    return List.copyOf(cells);
  }

  /** One row for each policy. */
  public TextTable table() {
    TextTable table =
        new TextTable(
            "All workloads and budgets: pages re-allocated",
            List.of(
                "policy", "runs", "×optimum (median)", "×stock at worst", "×best other at worst"));
    cells.stream()
        .flatMap(cell -> cell.runs().stream())
        .map(PolicyFigures::policy)
        .distinct()
        .sorted()
        .forEach(policy -> table.row(row(policy)));
    return table;
  }

  private List<String> row(String policy) {
    List<QualityCell> mine = cells.stream().filter(cell -> cell.has(policy)).toList();
    double[] toOptimum = mine.stream().mapToDouble(cell -> cell.toOptimum(policy)).toArray();
    return List.of(
        policy,
        Integer.toString(mine.size()),
        Spread.of(toOptimum).middle("%.2f"),
        Spread.number(
            "%.2f", mine.stream().mapToDouble(cell -> cell.toStock(policy)).max().orElse(0)),
        Spread.number(
            "%.2f", mine.stream().mapToDouble(cell -> cell.toBestOther(policy)).max().orElse(0)));
  }
}
