package org.tcmureclaim.replay.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.tcmureclaim.replay.format.CommandFormat;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/** Rewrites a file of commands of any format in the plain one, in one pass. */
public final class TraceImport {
  private final TraceOptions options;

  /** Reads by these options; those about ticks and the target play no part. */
  public TraceImport(TraceOptions options) {
    this.options = options;
  }

  /**
   * Rewrites one file.
   *
   * @param out packed as its name says
   * @throws TraceException if the input cannot be read or has too many bad lines; then there is no
   *     output
   */
  public ImportSummary commands(Path in, Path out) {
    try (InputStream input = TraceFile.open(in, options.progress());
        PackedOutput output = PackedOutput.to(out)) {
      CommandCsvWriter writer = new CommandCsvWriter(output.stream());
      CommandFormat format = format(in.toString(), Head.of(input));
      BadLines bad = new BadLines(in.toString(), options.mostBadLines(), options.notices());
      format.reader(writer).read(input, bad);
      bad.close();
      writer.flush();
      output.finish();
      return new ImportSummary(
          format.label(),
          format.fidelity(),
          writer.commands(),
          writer.withoutLatency(),
          writer.devices(),
          bad.count());
    } catch (EOFException e) {
      throw new TraceException(in + ": the compressed file ends too early; copy it again", e);
    } catch (IOException | UncheckedIOException e) {
      throw new TraceException(in + " to " + out + ": " + e.getMessage(), e);
    } finally {
      options.progress().end();
    }
  }

  private CommandFormat format(String name, Head head) {
    if (head.firstLine().equals(TickCsv.HEADER)) {
      throw new TraceException(name + ": is a table of ticks and has no commands; replay reads it");
    }
    return options.format().isEmpty()
        ? CommandFormats.of(name, head)
        : CommandFormats.named(options.format());
  }
}
