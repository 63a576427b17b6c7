package org.tcmureclaim.replay.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lines that are no events but belong to what {@code blkparse}, {@code blktrace} and {@code script}
 * print before, between and behind them.
 */
final class BlkparseNotes {
  private static final int LONGEST = 400;
  private static final String SUMMARY = "summary lines";
  private static final String DROPPED = "lines that say that blktrace dropped events";
  private static final Map<Pattern, String> KINDS = new LinkedHashMap<>();

  static {
    add("Input file .* added", "'Input file … added' lines");
    add("(\\^C)?(CPU ?\\d+|Total) \\(.*\\):", SUMMARY);
    add("(PC )?(Reads?|Writes?) (Queued|Disp|Req|Compl|Merges|depth).*:.*", SUMMARY);
    add("(IO|Timer) unplugs:.*", SUMMARY);
    add("(Allocation|Dispatch|Completion) wait:.*", SUMMARY);
    add("Throughput \\(R/W\\):.*", SUMMARY);
    add("(Events|Skips)( \\(.*\\))?: .*", SUMMARY);
    add("\\S.{0,40} \\([0-9]+(, ?\\.*[0-9]+)*(, ?\\.\\.\\.)?\\):?", SUMMARY);
    add("=== .* ===", SUMMARY);
    add("(CPU +\\d+|Total): +\\d+ events.*", SUMMARY);
    add("You have \\d+.*dropped events.*", DROPPED);
    add("Consider using a larger buffer size.*", DROPPED);
    add("Script (started|done).*", "lines of script(1)");
  }

  private static void add(String pattern, String kind) {
    KINDS.put(Pattern.compile(pattern), kind);
  }

  /** What a line is; empty where it is nothing of this kind. */
  static String kind(String line) {
    String text = line.strip();
    if (text.length() > LONGEST) {
      return "";
    }
    return KINDS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(text).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
