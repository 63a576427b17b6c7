package org.tcmureclaim.replay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.replay.text.ColumnMap.Column;

final class ColumnMapTest {
  private static final Map<String, List<String>> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("time", List.of("s", "ms", "us"));
    UNITS.put("size", List.of("bytes", "sectors"));
    UNITS.put("dev", List.of());
  }

  @Test
  void columns_areNumbersOrNamesOfTheHeader_withTheFirstUnitWhereNoneIsGiven() {
    ColumnMap map = map("time=1:ms, dev=3,size=Length in bytes");
    assertThat(map.columns())
        .containsExactly(
            new Column("time", "1", "ms"),
            new Column("dev", "3", ""),
            new Column("size", "Length in bytes", "bytes"));
    assertThat(map.column("time").orElseThrow().index()).contains(0);
    assertThat(map.column("size").orElseThrow().index()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tme=1|no column is called 'tme'; known: time, size, dev; did you mean 'time'?",
        "time|expected NAME=COLUMN[:UNIT] such as 'time=1:ms', got 'time'",
        "time=0|time: expected a column from 1 to 10000 or its name in the header, got '0'",
        "time=99999999999|time: expected a column from 1 to 10000 or its name in the header, got '99999999999'",
        "time=1:h|time: expected the unit s or ms or us, got 'h'",
        "dev=3:ms|dev has no unit, got 'ms'",
        "time=1,time=2|time is given twice"
      })
  void anythingElse_isRefused(String text, String problem) {
    assertThatThrownBy(() -> map(text))
        .isInstanceOf(UsageException.class)
        .hasMessage("--columns: " + problem);
  }

  @Test
  void allProblems_areToldAtOnce_harmless() {
    assertThatThrownBy(() -> map("\u001b[31m,dev=0"))
        .hasMessageContaining("got '?[31m'\n--columns: dev: expected a column");
  }

  private static ColumnMap map(String text) {
    return new ColumnMap("--columns", text, UNITS);
  }
}
