package org.tcmureclaim.replay.format;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What fio's names say of its logs, which all look alike: only two kinds are of latencies. */
public final class FioLogNames {
  private static final Pattern NAME =
      Pattern.compile(".*_(?<kind>bw|iops|slat|clat_hist|hist)(\\.\\d+)?\\.log(\\.\\w+)?");
  private static final Map<String, String> KINDS =
      Map.of(
          "bw", "a log of bandwidth, whose numbers are KiB/s and not latencies",
          "iops", "a log of operations per second, which says nothing of single commands",
          "slat", "a log of submission latencies, which say nothing of completions",
          "clat_hist", "a log of histograms, which says nothing of single commands",
          "hist", "a log of histograms, which says nothing of single commands");

  private FioLogNames() {}

  /** Why a file of this name is of no use; empty where nothing is known. */
  public static String problem(String file) {
    Matcher matcher = NAME.matcher(file);
    return matcher.matches()
        ? "by its name (_"
            + matcher.group("kind")
            + ") "
            + KINDS.get(matcher.group("kind"))
            + "; give the _clat or the _lat log of the same run"
        : "";
  }
}
