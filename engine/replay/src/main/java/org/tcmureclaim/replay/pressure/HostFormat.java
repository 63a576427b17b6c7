package org.tcmureclaim.replay.pressure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Which format a file of a host has, by the first of its lines that means something.
 *
 * @param name such as {@code sadf}
 * @param separator of a table's cells
 */
record HostFormat(String name, char separator) {
  static final String JSON = "json";
  static final String SAR = "sar";
  static final String ATOP = "atop";
  static final String PAIRS = "sadf-p";
  static final String METRICS = "openmetrics";

  private static final String EXPECTED =
      "expected the header 't_s,psi_some_total_us,psi_full_total_us,mem_available_kb', or the"
          + " output of 'sadf -d … -- -q MEM -r', 'sar -q MEM -r', 'atop -P PSI,MEM',"
          + " 'below dump … -O csv --raw' or 'pmrep -r -o csv …'; --pressure-columns reads any"
          + " other table";
  private static final List<Character> SEPARATORS = List.of(';', '\t', ',', '|');
  private static final Pattern RESTART = Pattern.compile("[^;\t,]*[;\t].*LINUX[ -]RESTART.*");
  private static final Pattern SADF_PAIR =
      Pattern.compile("\\S+\t-?\\d+\t[^\t]+\t[^\t]+\t[^\t]+(\t[^\t]*)?");
  private static final Pattern ATOP_LABEL =
      Pattern.compile("[A-Za-z0-9]+ \\S+ \\d+ \\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\d+ .*");
  private static final Pattern PREAMBLE =
      Pattern.compile("#.*|sep=.|[^;\t,]*[;\t]-1[;\t].*|LINUX[ -]RESTART.*");
  private static final Pattern METRICS_COMMENT = Pattern.compile("# (TYPE|HELP|UNIT) .*");

  /**
   * The format of a file that begins so.
   *
   * @param file for messages
   * @param head its first bytes, its byte order mark left out
   * @throws TraceException if it has none that is known; says what it is where that is known
   */
  static HostFormat of(String file, byte[] head) {
    Magic.refuse(file, head);
    List<String> lines = new String(head, StandardCharsets.UTF_8).lines().toList();
    int number = 0;
    int first = 0;
    for (String raw : lines) {
      number++;
      String line = raw.strip();
      Optional<HostFormat> format = of(line);
      if (format.isPresent()) {
        return format.get();
      }
      first = first == 0 && !line.isEmpty() ? number : first;
      if (!line.isEmpty() && !PREAMBLE.matcher(line).matches()) {
        throw refusal(file, number, line);
      }
    }
    if (first == 0) {
      throw new TraceException(file + ": is empty");
    }
    if (lines.stream().anyMatch(line -> line.contains("LINUX"))) {
      throw new TraceException(
          file
              + ": has LINUX-RESTART and no sample of memory or pressure behind it; take a file of"
              + " later, or record more ('sadf -d -U FILE -- -q MEM -r' shows what there is)");
    }
    throw refusal(file, first, lines.get(first - 1).strip());
  }

  private static Optional<HostFormat> of(String line) {
    if (line.startsWith("{") || line.startsWith("[")) {
      return Optional.of(new HostFormat(JSON, ','));
    }
    if (SarLines.HOST.matcher(line).matches()) {
      return Optional.of(new HostFormat(SAR, HostCells.BLANKS));
    }
    if (line.equals("RESET") || line.equals("SEP") || ATOP_LABEL.matcher(line).matches()) {
      return Optional.of(new HostFormat(ATOP, ' '));
    }
    if (METRICS_COMMENT.matcher(line).matches()
        || (OpenMetricsLines.METRIC.matcher(line).matches() && line.indexOf('_') > 0)) {
      return Optional.of(new HostFormat(METRICS, ' '));
    }
    if (SADF_PAIR.matcher(line).matches() && !RESTART.matcher(line).matches()) {
      return Optional.of(new HostFormat(PAIRS, '\t'));
    }
    return table(line);
  }

  private static Optional<HostFormat> table(String line) {
    boolean sadf = line.startsWith("#");
    String names = sadf ? line.substring(1) : line;
    for (char separator : SEPARATORS) {
      List<String> cells = new HostCells(separator).of(names);
      HostHeader header = HostHeader.named(cells);
      if (cells.size() > 1 && header.hasTime() && (header.hasFigure() || sadf)) {
        return Optional.of(new HostFormat(tableName(sadf, cells), separator));
      }
    }
    return Optional.empty();
  }

  private static String tableName(boolean sadf, List<String> cells) {
    if (sadf) {
      return "sadf";
    }
    if (cells.contains("Datetime") || cells.contains("Timestamp")) {
      return "below";
    }
    boolean pcp = cells.stream().anyMatch(c -> c.startsWith("mem.") || c.startsWith("kernel.all."));
    return pcp ? "pcp" : "host-csv";
  }

  /** Says what a header lacks, or that there is none. */
  private static TraceException refusal(String file, int number, String line) {
    String at = file + ":" + number + ": ";
    Optional<String> advice = Magic.advice(line);
    if (advice.isPresent()) {
      return new TraceException(at + "not a trace of the host; " + advice.get() + quoted(line));
    }
    for (char separator : SEPARATORS) {
      HostHeader header = HostHeader.named(new HostCells(separator).of(line));
      if (header.hasTime() && line.indexOf(separator) > 0) {
        return new TraceException(
            at
                + "the table has a time, but neither available memory nor stalls of it: no column"
                + " such as mem_available_kb or psi_some_total_us; --pressure-columns says which"
                + " column is what");
      }
      if (header.hasFigure()) {
        return new TraceException(
            at
                + "the table has no time: no column is called t_s, t_ms, t_us or timestamp;"
                + " --pressure-columns says which column is what");
      }
    }
    return new TraceException(at + "not a trace of the host; " + EXPECTED + quoted(line));
  }

  private static String quoted(String line) {
    return "; got '" + PrintableText.quoted(line) + "'";
  }
}
