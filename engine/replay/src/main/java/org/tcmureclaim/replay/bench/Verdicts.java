package org.tcmureclaim.replay.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Whether {@code predictive} meets its targets, trace by trace and budget by budget, and where it
 * does not.
 */
public final class Verdicts {
  private static final String SUBJECT = "predictive";
  private static final double MOST_OF_STOCK = 0.5;
  private static final double MOST_OF_BEST_OTHER = 1.05;
  private static final double MEDIAN_OF_OPTIMUM = 2;
  private static final double STRETCH = 1.5;

  private final List<QualityCell> cells;

  /** Of these; those that the policy is not in do not count. */
  public Verdicts(List<QualityCell> cells) {
    this.cells = cells.stream().filter(cell -> cell.has(SUBJECT)).toList();
  }

  /** A row for each target, and one for each miss below it. */
  public TextTable table() {
    TextTable table = new TextTable("Targets for " + SUBJECT, List.of("target", "met", "figures"));
    if (cells.isEmpty()) {
      return table;
    }
    each(
        table,
        "at most half of stock",
        cell -> cell.toStock(SUBJECT) <= MOST_OF_STOCK,
        this::besideStock);
    each(
        table,
        "at most 1.05 of the best other",
        cell -> cell.toBestOther(SUBJECT) <= MOST_OF_BEST_OTHER,
        this::besideOthers);
    median(table);
    return table;
  }

  private void each(
      TextTable table,
      String target,
      Predicate<QualityCell> isMet,
      Function<QualityCell, String> figures) {
    List<QualityCell> missed = cells.stream().filter(isMet.negate()).toList();
    table.row(
        List.of(
            target,
            missed.isEmpty() ? "yes" : "no",
            "%d of %d".formatted(cells.size() - missed.size(), cells.size())));
    for (QualityCell cell : missed) {
      table.row(List.of("… " + cell.title(), "no", figures.apply(cell)));
    }
  }

  private String besideStock(QualityCell cell) {
    return number(cell, c -> c.toStock(SUBJECT))
        + " (the optimum "
        + number(cell, QualityCell::optimumToStock)
        + ")";
  }

  private String besideOthers(QualityCell cell) {
    return String.format(
        Locale.ROOT,
        "%s (%,d pages, %s %,d)",
        number(cell, c -> c.toBestOther(SUBJECT)),
        cell.pages(SUBJECT),
        cell.bestOther(SUBJECT).orElseThrow().policy(),
        cell.bestOther(SUBJECT).orElseThrow().result().reallocatedPages());
  }

  private void median(TextTable table) {
    double[] ratios = cells.stream().mapToDouble(cell -> cell.toOptimum(SUBJECT)).toArray();
    Spread spread = Spread.of(ratios);
    long within = cells.stream().filter(c -> c.toOptimum(SUBJECT) <= MEDIAN_OF_OPTIMUM).count();
    long free = cells.stream().filter(cell -> cell.optimumPages() == 0).count();
    table.row(
        List.of(
            "at most 2× the optimum in the median (1.5× as the stretch)",
            spread.median() <= STRETCH
                ? "stretch"
                : spread.median() <= MEDIAN_OF_OPTIMUM ? "yes" : "no",
            "%s; %d of %d within 2×; the optimum is 0 in %d"
                .formatted(spread.text("%.2f"), within, cells.size(), free)));
  }

  private static String number(QualityCell cell, ToDoubleFunction<QualityCell> figure) {
    return Spread.number("%.2f", figure.applyAsDouble(cell));
  }
}
