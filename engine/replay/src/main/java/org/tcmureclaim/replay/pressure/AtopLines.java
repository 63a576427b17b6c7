package org.tcmureclaim.replay.pressure;

import java.util.regex.Pattern;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * {@code atop -P PSI,MEM} (atop(1), "Parseable output"): lines that begin with a label, the host,
 * seconds since 1970, date, time and the interval's seconds. {@code PSI} has the µs of stalls
 * within the interval as 15th and 19th word. {@code MEM} has no MemAvailable: free, cache, buffers
 * and reclaimable slab less shared memory stand for it, which is a little more.
 *
 * <p>What follows {@code RESET} counts since the boot and not since the line before.
 */
final class AtopLines implements HostLineParser {
  private static final long MOST_SECONDS = 9_000_000_000L; // the year 2255
  private static final long MOST_MICROS = 9_000_000_000_000_000L;
  private static final long MOST_PAGES = 1L << 38;
  private static final long MOST_PAGE_BYTES = 1 << 21;
  private static final Pattern OTHER = Pattern.compile("[A-Za-z0-9]+ \\S+ \\d+ .*");
  private static final int SECONDS = 2;
  private static final int PAGE_BYTES = 6;
  private static final int TOTAL_PAGES = 7;
  private static final int FREE_PAGES = 8;
  private static final int CACHE_PAGES = 9;
  private static final int BUFFER_PAGES = 10;
  private static final int RECLAIMABLE_PAGES = 13;
  private static final int SHARED_PAGES = 15;
  private static final int PSI_PRESENT = 6;
  private static final int SOME_MICROS = 14;
  private static final int FULL_MICROS = 18;

  private final HostSamples samples;
  private String[] words = new String[0];
  private boolean sinceBoot = true;

  AtopLines(HostSamples samples) {
    this.samples = samples;
  }

  @Override
  public void line(String line) throws MalformedLineException {
    words = line.split("\\s+", -1);
    switch (words[0]) {
      case "RESET" -> sinceBoot = true;
      case "SEP" -> sinceBoot = false;
      case "PSI" -> psi();
      case "MEM" -> mem();
      default -> {
        if (!OTHER.matcher(line).matches()) {
          throw new MalformedLineException(
              "expected a line of atop -P, got '" + PrintableText.quoted(line) + "'");
        }
      }
    }
  }

  private void psi() throws MalformedLineException {
    if (!word(PSI_PRESENT).equals("y")) {
      return;
    }
    long nanos = number(SECONDS, MOST_SECONDS) * 1_000_000_000L;
    long some = number(SOME_MICROS, MOST_MICROS);
    long full = number(FULL_MICROS, MOST_MICROS);
    samples.some().more(nanos, sinceBoot ? 0 : (double) some);
    samples.full().more(nanos, sinceBoot ? 0 : (double) full);
  }

  private void mem() throws MalformedLineException {
    long pages =
        number(FREE_PAGES, MOST_PAGES)
            + number(CACHE_PAGES, MOST_PAGES)
            + number(BUFFER_PAGES, MOST_PAGES)
            + number(RECLAIMABLE_PAGES, MOST_PAGES)
            - number(SHARED_PAGES, MOST_PAGES);
    long nanos = number(SECONDS, MOST_SECONDS) * 1_000_000_000L;
    long pageKib = number(PAGE_BYTES, MOST_PAGE_BYTES) / 1024;
    long totalPages = number(TOTAL_PAGES, MOST_PAGES);
    samples.available(nanos, Math.max(0, pages) * pageKib);
    samples.total(nanos, totalPages * pageKib);
  }

  private String word(int at) throws MalformedLineException {
    if (at >= words.length) {
      throw new MalformedLineException(words[0] + " has only " + words.length + " words");
    }
    return words[at];
  }

  private long number(int at, long most) throws MalformedLineException {
    String word = word(at);
    if (!word.matches("[0-9]{1,18}")) {
      throw new MalformedLineException(
          words[0]
              + ": expected a number as word "
              + (at + 1)
              + ", got '"
              + PrintableText.quoted(word)
              + "'");
    }
    long number = Long.parseLong(word);
    if (number > most) {
      throw new MalformedLineException(
          words[0] + ": word " + (at + 1) + " is too large: " + word + "; the most is " + most);
    }
    return number;
  }
}
