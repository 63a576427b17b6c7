package org.tcmureclaim.agent.display;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.outcome.CutResult;

/** What was cut of each customer, by what the plans that were carried out expected. */
final class CustomerCuts {
  private final Map<String, Long> pages = new TreeMap<>();

  void add(DecisionReport decision) {
    if (decision.result() == CutResult.FREED) {
      for (DecisionReport.Cut cut : decision.cuts()) {
        long unused = pages.merge(cut.customer(), cut.expectedPages(), Long::sum);
      }
    }
  }

  long pagesOf(String customer) {
    return pages.getOrDefault(customer, 0L);
  }

  /** A line of the summary, most first; empty where nothing was cut. */
  String summary() {
    if (pages.isEmpty()) {
      return "";
    }
    return "  cut of: "
        + pages.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                entry ->
                    PrintableText.oneLine(entry.getKey())
                        + " "
                        + HumanUnits.pages(entry.getValue()))
            .collect(Collectors.joining(", "))
        + "\n";
  }
}
