package org.tcmureclaim.agent.starts;

import java.util.Optional;

/**
 * One start of an agent on this host.
 *
 * @param end how it ended, in words; {@link #NONE} while it runs, and where it could not say
 */
record StartEntry(long epochMillis, long pid, String end) {
  static final String NONE = "-";

  /** How an agent says that it ended as it was asked to. */
  static final String CLEAN = "as asked";

  static Optional<StartEntry> parse(String line) {
    String[] parts = line.split(" ", 3);
    try {
      return parts.length < 3
          ? Optional.empty()
          : Optional.of(
              new StartEntry(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String line() {
    return epochMillis + " " + pid + " " + end;
  }

  boolean isClean() {
    return end.equals(CLEAN);
  }

  StartEntry ended(String how) {
    return new StartEntry(epochMillis, pid, how.replaceAll("\\p{Cntrl}", " "));
  }
}
