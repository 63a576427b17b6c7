package org.tcmureclaim.shim;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A library's or program's code in the address space of this process.
 *
 * @param begin address of its first byte
 */
record CodeMapping(long begin, long bytes) {
  /** Mapped from a file, to be read and run, and not to be written (proc(5), /proc/PID/maps). */
  private static final Pattern LINE =
      Pattern.compile("(?m)^([0-9a-f]{1,16})-([0-9a-f]{1,16}) r-xp [0-9a-f]+ \\S+ [0-9]+ +/.*$");

  /** Those of a text as {@code /proc/self/maps} has it. */
  static List<CodeMapping> parse(String maps) {
    return LINE.matcher(maps).results().map(CodeMapping::of).toList();
  }

  private static CodeMapping of(MatchResult line) {
    long begin = Long.parseUnsignedLong(line.group(1), 16);
    return new CodeMapping(begin, Long.parseUnsignedLong(line.group(2), 16) - begin);
  }
}
