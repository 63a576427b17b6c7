package org.tcmureclaim.replay.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tcmureclaim.replay.result.PolicyFigures;

/** How many pages policies re-allocated, by workload, policy and budget. */
public final class QualityTables {
  private final List<String> budgets;
  private final Map<String, Map<String, Map<String, List<PolicyFigures>>>> groups =
      new LinkedHashMap<>();

  public QualityTables(List<String> budgets) {
    this.budgets = List.copyOf(budgets);
  }

  /** Adds runs of one workload; those of several seeds are shown together. */
  public void add(String workload, List<PolicyFigures> figures) {
    for (PolicyFigures line : figures) {
      groups
          .computeIfAbsent(workload, unused -> new LinkedHashMap<>())
          .computeIfAbsent(line.policy(), unused -> new LinkedHashMap<>())
          .computeIfAbsent(line.budget(), unused -> new ArrayList<>())
          .add(line);
    }
  }

  /** Three tables for each workload. */
  public List<TextTable> tables() {
    List<TextTable> tables = new ArrayList<>();
    groups.forEach(
        (workload, policies) -> {
          tables.add(pages(workload, policies));
          tables.add(
              table(
                  workload + ": pages re-allocated, as a multiple of the optimum's",
                  policies,
                  QualityTables::ratio,
                  "%.2f"));
          tables.add(
              table(
                  workload + ": MiB re-allocated for each GiB·h given back",
                  policies,
                  line -> line.result().reallocatedPages() / 256.0 / line.givenBackGibHours(),
                  "%.0f"));
        });
    return tables;
  }

  private TextTable pages(String workload, Map<String, Map<String, List<PolicyFigures>>> policies) {
    TextTable table =
        table(
            workload + ": pages re-allocated",
            policies,
            line -> line.result().reallocatedPages(),
            "%,.0f");
    Map<String, List<PolicyFigures>> any = policies.values().iterator().next();
    table.row(row("(optimum)", any, line -> line.optimum().reallocatedPages(), "%,.0f"));
    return table;
  }

  private TextTable table(
      String title,
      Map<String, Map<String, List<PolicyFigures>>> policies,
      ToDoubleFunction<PolicyFigures> figure,
      String format) {
    List<String> head = new ArrayList<>(List.of("policy"));
    head.addAll(budgets);
    TextTable table = new TextTable(title, head);
    policies.forEach((policy, byBudget) -> table.row(row(policy, byBudget, figure, format)));
    return table;
  }

  private List<String> row(
      String name,
      Map<String, List<PolicyFigures>> byBudget,
      ToDoubleFunction<PolicyFigures> figure,
      String format) {
    List<String> row = new ArrayList<>(List.of(name));
    for (String budget : budgets) {
      row.add(cell(byBudget.getOrDefault(budget, List.of()), figure, format));
    }
    return row;
  }

  /** An asterisk marks a policy that kept more than the budget: it is not comparable. */
  private static String cell(
      List<PolicyFigures> lines, ToDoubleFunction<PolicyFigures> figure, String format) {
    if (lines.isEmpty()) {
      return "";
    }
    boolean over = lines.stream().anyMatch(line -> line.result().avoidableTicksOverBudget() > 0);
    double[] values = lines.stream().mapToDouble(figure).toArray();
    return Spread.of(values).text(format) + (over ? "*" : "");
  }

  private static double ratio(PolicyFigures line) {
    return line.ratioToOptimum().orElse(Double.POSITIVE_INFINITY);
  }
}
