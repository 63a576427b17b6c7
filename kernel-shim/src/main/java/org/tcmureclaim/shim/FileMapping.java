package org.tcmureclaim.shim;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A part of a file in the address space of this process that is needed at any time: the code of a
 * library or program, or the JVM's archive of classes, where bytecode and constants are.
 *
 * @param begin address of its first byte
 */
record FileMapping(long begin, long bytes) {
  /**
   * Mapped from a file (proc(5), /proc/PID/maps): to be read and run and not to be written, or an
   * archive. Pages of an archive that were written are this process's own, and are read as well.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^([0-9a-f]{1,16})-([0-9a-f]{1,16}) "
              + "(?:r-xp [0-9a-f]+ \\S+ [0-9]+ +/.*"
              + "|r[w-][x-]p [0-9a-f]+ \\S+ [0-9]+ +/.*[.]jsa(?: \\(deleted\\))?)$");

  /** Those of a text as {@code /proc/self/maps} has it. */
  static List<FileMapping> parse(String maps) {
    return LINE.matcher(maps).results().map(FileMapping::of).toList();
  }

  private static FileMapping of(MatchResult line) {
    long begin = Long.parseUnsignedLong(line.group(1), 16);
    return new FileMapping(begin, Long.parseUnsignedLong(line.group(2), 16) - begin);
  }
}
