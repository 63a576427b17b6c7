package org.tcmureclaim.replay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TablesTest {

  @Test
  void table_linesUpItsColumns() {
    TextTable table = new TextTable("Title", List.of("policy", "20%"));
    table.row(List.of("lru", "1.50 (1.2–1.9)"));
    assertThat(table.plain())
        .isEqualTo("Title\n  policy             20%\n  lru     1.50 (1.2–1.9)\n");
    assertThat(table.markdown())
        .isEqualTo("**Title**\n\n| policy | 20% |\n| --- | ---: |\n| lru | 1.50 (1.2–1.9) |\n");
  }

  @Test
  void spread_hasTheMiddleAndTheEnds() {
    assertThat(Spread.of(new double[] {3, 1, 2}).text("%.1f")).isEqualTo("2.0 (1.0–3.0)");
    assertThat(Spread.of(new double[] {1, 2}).text("%.1f")).isEqualTo("1.5 (1.0–2.0)");
    assertThat(Spread.of(new double[] {4}).text("%.1f")).isEqualTo("4.0");
    assertThat(Spread.of(new double[] {4, Double.POSITIVE_INFINITY}).text("%.0f"))
        .isEqualTo("∞ (4–∞)");
  }
}
