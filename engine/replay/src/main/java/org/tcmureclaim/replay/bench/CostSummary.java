package org.tcmureclaim.replay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cost of a tick as the documentation shows it: one row for each policy and load. */
final class CostSummary {
  private static final double MOST_MICROS = 1000;
  private static final String TITLE =
      "A tick from snapshot to plan, processor time: median of the rounds (least–most); an asterisk"
          + " marks one above its limit";

  private final List<List<String>> rows = new ArrayList<>();
  private List<String> head = List.of();

  /** Adds a row; the smallest host first, and the same hosts each time. */
  void add(String policy, TickLoad load, List<SizeCost> sizes) {
    List<String> heads = new ArrayList<>(List.of("policy", "demand"));
    List<String> cells = new ArrayList<>(List.of(policy, load.label()));
    for (int size = 0; size < sizes.size(); size++) {
      SizeCost cost = sizes.get(size);
      if (cost.isLimited()) {
        heads.add(head(cost));
        cells.add(median(cost));
      }
      if (size == 0) {
        heads.add("p99");
        cells.add(cost.p99Micros().middle("%,.0f"));
      }
    }
    heads.addAll(
        List.of(String.format(Locale.ROOT, "bytes at %,d", sizes.get(0).devices()), "growth"));
    cells.add(sizes.get(0).bytes().middle("%,.0f"));
    cells.add(sizes.stream().skip(1).map(SizeCost::growth).collect(Collectors.joining(", ")));
    head = heads;
    rows.add(cells);
  }

  TextTable table() {
    TextTable table = new TextTable(TITLE, head);
    rows.forEach(table::row);
    return table;
  }

  private static String head(SizeCost cost) {
    return String.format(Locale.ROOT, "%,d, %s", cost.devices(), isInMillis(cost) ? "ms" : "µs");
  }

  private static String median(SizeCost cost) {
    Spread micros = cost.medianMicros();
    String text =
        isInMillis(cost)
            ? new Spread(micros.median() / 1e3, micros.least() / 1e3, micros.most() / 1e3)
                .text(cost.limitMicros() > 10 * MOST_MICROS ? "%,.1f" : "%,.2f")
            : micros.text("%,.0f");
    return cost.isWithinLimit() ? text : text + "*";
  }

  private static boolean isInMillis(SizeCost cost) {
    return cost.limitMicros() > MOST_MICROS;
  }
}
