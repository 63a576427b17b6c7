package org.tcmureclaim.recording.table;

import java.util.Set;

/** A column of a table, by its name in the header. */
public record TableColumn(String label, Kind kind) {
  private static final Set<String> TEXTS =
      Set.of("dev", "kind", "note", "urgency", "trigger", "verdict", "rule");
  private static final String MICROS = "_us";
  private static final String COUNTER = "_total" + MICROS;

  /** How its fields are written. */
  public enum Kind {
    /** Whole numbers. */
    NUMBER,
    /** Microseconds, with three decimals where they are not whole. */
    MICROS,
    /** Text that may be encoded. */
    TEXT
  }

  /** Names tell: counters of the kernel are whole microseconds, all other times may have parts. */
  static TableColumn of(String label) {
    if (TEXTS.contains(label)) {
      return new TableColumn(label, Kind.TEXT);
    }
    boolean parts = label.endsWith(MICROS) && !label.endsWith(COUNTER);
    return new TableColumn(label, parts ? Kind.MICROS : Kind.NUMBER);
  }
}
