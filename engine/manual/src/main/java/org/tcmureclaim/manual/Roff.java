package org.tcmureclaim.manual;

import java.util.List;
import java.util.Locale;

/** Text in the language of man pages (man(7), groff_man(7)). */
final class Roff {
  private final StringBuilder out = new StringBuilder();
  private boolean headed;

  /** Begins a page of a section such as 1. */
  void title(String name, String section, String manual, String date, String version) {
    out.append(".TH \"").append(escaped(name.toUpperCase(Locale.ROOT)));
    out.append("\" \"")
        .append(section)
        .append("\" \"")
        .append(date)
        .append("\" \"")
        .append(escaped(version));
    out.append("\" \"").append(manual).append("\"\n.nh\n.ad l\n");
  }

  void section(String heading) {
    out.append(".SH \"").append(escaped(heading.toUpperCase(Locale.ROOT))).append("\"\n");
    headed = true;
  }

  /** Lines as they come in a description: an empty one ends a paragraph, indented ones stay. */
  void text(List<String> lines) {
    boolean literal = false;
    boolean gap = false;
    for (String line : lines) {
      if (line.isBlank()) {
        gap = true;
        continue;
      }
      boolean indented = line.startsWith("  ");
      if (literal && !indented) {
        out.append(".fi\n.RE\n");
        gap = true;
      } else if (literal && gap) {
        out.append("\n");
        gap = false;
      }
      if (gap && !headed) {
        out.append(".PP\n");
      }
      if (indented && !literal) {
        out.append(".RS 2\n.nf\n");
      }
      out.append(line(indented ? line.substring(2) : line)).append('\n');
      literal = indented;
      gap = false;
      headed = false;
    }
    out.append(literal ? ".fi\n.RE\n" : "");
  }

  /** A term and what it means; the term is Roff already. */
  void term(String term, String meaning) {
    out.append(".TP\n").append(term).append('\n');
    meaning
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> out.append(line(line.strip())).append('\n'));
    headed = false;
  }

  /** One line that is Roff already. */
  void raw(String line) {
    out.append(line).append('\n');
    headed = false;
  }

  static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** As one line of text: a dot or quote at its beginning would be a request. */
  static String line(String text) {
    String safe = escaped(text);
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  /** A minus stays one, so that options can be copied and searched for. */
  static String escaped(String text) {
    return ascii(
        text.replace("\\", "\\e")
            .replace("-", "\\-")
            .replace("\"", "\\(dq")
            .replace("'", "\\(aq")
            .replace("~", "\\(ti")
            .replace("^", "\\(ha")
            .replace("`", "\\(ga"));
  }

  /** Other characters by their code points, as not every formatter reads UTF-8. */
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.append(c < 128 ? Character.toString(c) : String.format("\\[u%04X]", c)));
    return out.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
