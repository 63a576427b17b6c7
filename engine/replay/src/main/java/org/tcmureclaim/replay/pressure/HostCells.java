package org.tcmureclaim.replay.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a line into cells, which may be in quotes. */
record HostCells(char separator) {
  /** Any number of blanks. */
  static final char BLANKS = ' ';

  private static final Pattern BLANK = Pattern.compile("\\s+");
  private static final char QUOTE = '"';

  /** The cells, blanks around them and their quotes left out. */
  List<String> of(String line) {
    if (separator == BLANKS) {
      return List.of(BLANK.split(line.strip()));
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == QUOTE) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  /** Whether a comma in a cell can only stand before decimals. */
  boolean isCommaDecimal() {
    return separator != ',';
  }
}
