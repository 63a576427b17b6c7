package org.tcmureclaim.replay.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.Imported;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.text.TraceException;

/** Rewrites a file of commands of any format, in the plain one or as recordings. */
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
    try (PackedOutput output = PackedOutput.to(out)) {
      CommandCsvWriter writer = new CommandCsvWriter(output.stream());
      FoundCommands found = commands(in, writer);
      writer.flush();
      output.finish();
      return new ImportSummary(
          found.label(),
          found.format().fidelity(),
          writer.commands(),
          writer.withoutLatency(),
          writer.devices(),
          found.badLines());
    } catch (IOException | UncheckedIOException e) {
      throw new TraceException(in + " to " + out + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads one file in its own order of arrival.
   *
   * @throws TraceException if it cannot be read or has too many bad lines
   */
  public FoundCommands commands(Path in, CommandSink sink) throws IOException {
    try (InputStream input = TraceFile.open(in, options.progress())) {
      Head head = Head.of(input);
      requireNoTicks(in.toString(), head);
      return new CommandFiles(options).read(in.toString(), head, input, sink);
    } catch (EOFException e) {
      throw new TraceException(in + ": the compressed file ends too early; copy it again", e);
    } finally {
      options.progress().end();
    }
  }

  /** Whether a trace has commands, and not ticks or pages. */
  public boolean hasCommands(String in) {
    if (BuiltinTraces.isBuiltin(in) || options.format().equals(PageRequestLines.FORMAT)) {
      return false;
    }
    try (InputStream input = TraceFile.open(Path.of(in), Progress.SILENT)) {
      return !options.format().isEmpty() || !Head.of(input).firstLine().equals(TickCsv.HEADER);
    } catch (IOException e) {
      throw new TraceException(in + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Compiles one file to a recording in a folder; where it is compiled under several service times,
   * to one for each, in folders of their own below it.
   *
   * @param program name and version of this program
   * @return the folders and what is in them, in the order of the service times
   * @throws TraceException if the input cannot be read or has too many bad lines; then there is no
   *     output
   */
  public Map<Path, Trace> bundles(Path in, Path folder, String program, BlockPacking packing) {
    Map<Path, Trace> bundles = new LinkedHashMap<>();
    try {
      BundleCopy.requireEmpty(folder);
      String fidelity = fidelity(in);
      List<Trace> traces = new Traces(options).read(in.toString());
      for (Trace trace : traces) {
        Path bundle = traces.size() == 1 ? folder : folder.resolve(label(trace, bundles.size()));
        ImportedBundle.write(trace, imported(in, trace, fidelity), program, bundle, packing);
        bundles.put(bundle, trace);
      }
      return bundles;
    } catch (IOException e) {
      throw new TraceException(folder + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private Imported imported(Path in, Trace trace, String fidelity) {
    TargetSettings target = options.target();
    return new Imported(
        String.valueOf(in.getFileName()),
        trace.format(),
        fidelity,
        trace.serviceTime(),
        target.transferBytes(),
        target.queueDepth(),
        target.areaBlocks() * (long) target.pagesPerBlock(),
        trace.lines(),
        trace.badLines());
  }

  private String fidelity(Path in) {
    try (InputStream input = TraceFile.open(in, Progress.SILENT)) {
      Head head = Head.of(input);
      requireNoTicks(in.toString(), head);
      return new CommandFiles(options).format(in.toString(), head).fidelity();
    } catch (IOException e) {
      throw new TraceException(in + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Such as {@code 2-fixed-5ms}: folders are read in the order of their names. */
  private static String label(Trace trace, int before) {
    return (before + 1) + "-" + trace.serviceTime().replaceAll("[^A-Za-z0-9.+-]+", "-");
  }

  private static void requireNoTicks(String name, Head head) {
    if (head.firstLine().equals(TickCsv.HEADER)) {
      throw new TraceException(name + ": is a table of ticks and has no commands; replay reads it");
    }
  }
}
