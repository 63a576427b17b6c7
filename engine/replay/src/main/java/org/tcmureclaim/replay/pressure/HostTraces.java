package org.tcmureclaim.replay.pressure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.ColumnMap;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Reads what a host went through from one file or several, each of the format that its first line
 * with a meaning shows. Files of the same host are joined by time, whether each has a time of its
 * own or one has its memory and another its stalls.
 */
public final class HostTraces {
  private static final int HEAD_BYTES = 1 << 16;

  private final HostReading reading;
  private final List<HostSamples> files = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> formats = new ArrayList<>();
  private long badLines;

  public HostTraces(HostReading reading) {
    this.reading = reading;
  }

  /**
   * Reads one unpacked file.
   *
   * @param name for messages
   * @throws TraceException if it is none, has too many bad lines or tells nothing
   */
  public static HostTrace read(String name, InputStream in, HostReading reading)
      throws IOException {
    HostTraces traces = new HostTraces(reading);
    traces.add(name, in);
    return traces.joined();
  }

  /**
   * Adds an unpacked file.
   *
   * @throws TraceException as {@link #read}
   */
  public void add(String name, InputStream in) throws IOException {
    InputStream marked = new BufferedInputStream(in, HEAD_BYTES);
    byte[] head = head(marked);
    HostSamples samples = new HostSamples(name);
    HostClock clock = new HostClock(reading.zone());
    BadLines bad = new BadLines(name, reading.mostBadLines(), reading.notices());
    HostNotes notes = new HostNotes();
    String format = "columns";
    ColumnMap columns = reading.columns();
    if (columns == null) {
      format = read(name, HostFormat.of(name, head), marked, samples, clock, bad, notes);
    } else {
      Magic.refuse(name, head);
      lines(new MappedLines(samples, clock, columns), marked, bad);
    }
    bad.close();
    if (samples.isEmpty()) {
      String why =
          notes.all().isEmpty()
              ? " (none of kbavail, %smem, mem_available_kb and the like)"
              : ": " + String.join("; ", notes.all());
      throw new TraceException(name + ": has no sample of memory or pressure in it" + why);
    }
    if (clock.tookForUtc()) {
      notes.add("names no zone with its times: taken for UTC; --pressure-zone says another");
    }
    notes.all().forEach(note -> reading.notices().accept(name + ": " + note));
    files.add(samples);
    names.add(name);
    formats.add(format);
    badLines += bad.count();
  }

  /**
   * All files as one.
   *
   * @throws TraceException where two of them have the same time
   */
  public HostTrace joined() {
    List<HostSample> samples = HostSamples.joined(files);
    return new HostTrace(
        String.join(" + ", names),
        formats.stream().distinct().collect(Collectors.joining(" + ")),
        samples,
        badLines);
  }

  private static byte[] head(InputStream in) throws IOException {
    in.mark(HEAD_BYTES);
    byte[] head = in.readNBytes(HEAD_BYTES);
    in.reset();
    boolean marked =
        head.length > 2 && (head[0] & 255) == 0xef && (head[1] & 255) == 0xbb && head[2] == -65;
    if (marked) {
      in.skipNBytes(3);
      return Arrays.copyOfRange(head, 3, head.length);
    }
    return head;
  }

  private static String read(
      String name,
      HostFormat format,
      InputStream in,
      HostSamples samples,
      HostClock clock,
      BadLines bad,
      HostNotes notes)
      throws IOException {
    if (format.name().equals(HostFormat.JSON)) {
      JsonSamples json = new JsonSamples(samples, clock);
      new HostJson(name, json, bad).read(in);
      if (json.isApproximated()) {
        notes.add(HostNotes.APPROXIMATED);
      }
      return json.format();
    }
    HostLineParser parser =
        switch (format.name()) {
          case HostFormat.ATOP -> new AtopLines(samples);
          case HostFormat.SAR -> new SarLines(samples, clock);
          case HostFormat.PAIRS -> new SadfPairLines(samples, clock);
          case HostFormat.METRICS -> new OpenMetricsLines(samples, clock);
          default -> new HostTableLines(samples, clock, format.separator());
        };
    lines(parser, in, bad);
    parser.end(notes);
    return format.name();
  }

  private static void lines(HostLineParser parser, InputStream in, BadLines bad)
      throws IOException {
    LineReader lines = new LineReader(in);
    while (lines.next()) {
      String line = lines.text().strip();
      if (!line.isEmpty()) {
        take(parser, line, lines.number(), bad);
      }
    }
  }

  private static void take(HostLineParser parser, String line, long number, BadLines bad) {
    try {
      parser.line(line);
    } catch (MalformedLineException e) {
      bad.leaveOut(number, e.problem());
    }
  }
}
