package org.tcmureclaim.replay.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.LineReader;
import org.tcmureclaim.replay.text.TraceException;

/** Reads traces of every format there is, as their first line says. */
public final class Traces {
  private final TraceOptions options;

  public Traces(TraceOptions options) {
    this.options = options;
  }

  /**
   * Reads one file or recording, or makes a built-in workload such as {@code builtin:mixed:7}.
   *
   * @return the trace; several where the replay of one file under several service times was asked
   *     for or is the default
   * @throws TraceException if it cannot be read or has too many bad lines
   */
  public List<Trace> read(String name) {
    if (BuiltinTraces.isBuiltin(name)) {
      return List.of(BuiltinTraces.of(name));
    }
    List<Path> recordings = Recordings.in(Path.of(name));
    if (!recordings.isEmpty()) {
      return recordings.stream()
          .map(folder -> RecordingTicks.read(folder.toString(), folder, options.notices()))
          .toList();
    }
    try (InputStream in = TraceFile.open(Path.of(name), options.progress())) {
      return read(name, in);
    } catch (EOFException e) {
      throw new TraceException(name + ": the compressed file ends too early; copy it again", e);
    } catch (IOException e) {
      throw new TraceException(name + ": cannot be read: " + e.getMessage(), e);
    } finally {
      options.progress().end();
    }
  }

  private List<Trace> read(String name, InputStream in) throws IOException {
    LineReader lines = new LineReader(in);
    if (!lines.next()) {
      throw new TraceException(name + ": is empty");
    }
    String header = lines.text().strip();
    BadLines bad = new BadLines(name, options.mostBadLines(), options.notices());
    if (header.equals(TickCsv.HEADER)) {
      return TickCsv.read(name, lines, bad);
    }
    if (header.equals(CommandCsv.HEADER)) {
      return CommandCsv.read(name, lines, bad, options);
    }
    throw new TraceException(
        "%s:1: not a known header: '%s'; expected '%s' or '%s'"
            .formatted(name, shown(header), TickCsv.HEADER, CommandCsv.HEADER));
  }

  private static String shown(String header) {
    String printable = header.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
  }
}
