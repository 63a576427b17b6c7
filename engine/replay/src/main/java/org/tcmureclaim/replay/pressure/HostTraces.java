package org.tcmureclaim.replay.pressure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.TraceException;

/** Reads a trace of the host's memory pressure, of the format that its first line shows. */
public final class HostTraces {
  private HostTraces() {}

  /**
   * Reads an unpacked file.
   *
   * @param name for messages
   * @throws TraceException if it is none, has too many bad lines or tells nothing
   */
  public static HostTrace read(String name, InputStream in, BadLines bad) throws IOException {
    LineReader lines = new LineReader(in);
    HostSamples samples = new HostSamples();
    String format = format(name, lines.next() ? lines.text().strip() : "");
    HostLineParser parser =
        switch (format) {
          case "atop" -> new AtopLines(samples);
          case "sadf" -> new HostTableLines(samples, ';');
          default -> new HostTableLines(samples, ',');
        };
    do {
      String line = lines.text().strip();
      if (!line.isEmpty()) {
        take(parser, line, lines.number(), bad);
      }
    } while (lines.next());
    bad.close();
    List<HostSample> found = samples.samples();
    if (found.isEmpty()) {
      throw new TraceException(name + ": has no sample of memory or pressure in it");
    }
    return new HostTrace(name, format, found, bad.count());
  }

  private static void take(HostLineParser parser, String line, long number, BadLines bad) {
    try {
      parser.line(line);
    } catch (MalformedLineException e) {
      bad.leaveOut(number, e.problem());
    }
  }

  private static String format(String name, String head) {
    if (head.equals("RESET") || head.equals("SEP") || head.matches("[A-Za-z]{3} .*")) {
      return "atop";
    }
    if (head.startsWith("# hostname;")) {
      return "sadf";
    }
    if (head.startsWith("Datetime,") || head.startsWith("Timestamp,")) {
      return "below";
    }
    if (head.matches("t_(s|ms|us),.*")) {
      return "host-csv";
    }
    throw new TraceException(
        name
            + ":1: not a trace of the host; expected the header"
            + " 't_s,psi_some_total_us,psi_full_total_us,mem_available_kb', or the output of"
            + " 'sadf -d … -- -q MEM -r', 'atop -P PSI,MEM' or 'below dump … -O csv --raw'");
  }
}
