package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.Imported;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Head;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.text.TraceException;

/** Rewrites a file of commands of any format, in the plain one or as recordings. */
public final class TraceImport {
  private final TraceOptions options;

  /** Reads by these options; those about ticks and the target play no part. */
  public TraceImport(TraceOptions options) {
    this.options = options;
  }

  /** Rewrites one file. */
  public ImportSummary commands(Path in, Path out) {
    return commands(List.of(in.toString()), out);
  }

  /**
   * Rewrites one file, or several of one run as one.
   *
   * @param out packed as its name says
   * @throws TraceException if the input cannot be read or has too many bad lines; then there is no
   *     output
   */
  public ImportSummary commands(List<String> in, Path out) {
    try (PackedOutput output = begin(out)) {
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
      throw new TraceException(in.get(0) + " to " + out + ": " + e.getMessage(), e);
    }
  }

  private static PackedOutput begin(Path out) {
    try {
      return PackedOutput.to(out);
    } catch (IOException e) {
      throw new UnwritableException("cannot be written: " + FileProblem.text(e), e);
    }
  }

  /** Reads one file in its own order of arrival. */
  public FoundCommands commands(Path in, CommandSink sink) {
    return commands(List.of(in.toString()), sink);
  }

  private FoundCommands commands(List<String> in, CommandSink sink) {
    String name = in.get(0);
    try {
      List<SourceFile> sources = sources(in);
      return new CommandFiles(options).read(name, sources, sink);
    } catch (IOException e) {
      throw TraceFile.unreadable(name, e);
    } finally {
      options.progress().end();
    }
  }

  /** All files that are meant, none of which is a table of ticks. */
  private static List<SourceFile> sources(List<String> in) throws IOException {
    List<SourceFile> sources = TraceFile.sources(in);
    if (sources.size() == 1 && Files.isRegularFile(Path.of(in.get(0)))) {
      try (InputStream input = sources.get(0).open(stream -> stream)) {
        if (OpenCommands.isTicks(Head.of(input))) {
          throw new TraceException(
              in.get(0) + ": is a table of ticks and has no commands; replay reads it");
        }
      }
    }
    return sources;
  }

  /** Whether a trace has commands, and not ticks or pages. */
  public boolean hasCommands(String in) {
    if (BuiltinTraces.isBuiltin(in) || options.format().equals(PageRequestLines.FORMAT)) {
      return false;
    }
    List<SourceFile> sources = TraceFile.sources(List.of(in));
    try (InputStream input = sources.get(0).open(stream -> stream)) {
      return !options.format().isEmpty() || !OpenCommands.isTicks(Head.of(input));
    } catch (IOException e) {
      throw TraceFile.unreadable(in, e);
    }
  }

  /** Compiles one file. */
  public Map<Path, Trace> bundles(Path in, Path folder, String program, BlockPacking packing) {
    return bundles(List.of(in.toString()), folder, program, packing);
  }

  /**
   * Compiles one file, or several of one run as one, to a recording in a folder; where it is
   * compiled under several service times, to one for each, in folders of their own below it.
   *
   * @param program name and version of this program
   * @return the folders and what is in them, in the order of the service times
   * @throws TraceException if the input cannot be read or has too many bad lines; then there is no
   *     output
   */
  public Map<Path, Trace> bundles(
      List<String> in, Path folder, String program, BlockPacking packing) {
    Map<Path, Trace> bundles = new LinkedHashMap<>();
    try {
      BundleCopy.requireEmpty(folder);
      var unused = sources(in);
      List<Trace> traces = new Traces(options).read(in);
      for (Trace trace : traces) {
        Path bundle = traces.size() == 1 ? folder : folder.resolve(label(trace, bundles.size()));
        ImportedBundle.write(trace, imported(in, trace), program, bundle, packing);
        bundles.put(bundle, trace);
      }
      return bundles;
    } catch (IOException e) {
      throw new TraceException(folder + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private Imported imported(List<String> in, Trace trace) {
    TargetSettings target = options.target();
    return new Imported(
        Path.of(in.get(0)).getFileName()
            + (in.size() == 1 ? "" : " and " + (in.size() - 1) + " more"),
        trace.format(),
        CommandFormats.fidelity(trace.format()),
        trace.serviceTime(),
        target.transferBytes(),
        target.queueDepth(),
        target.areaBlocks() * (long) target.pagesPerBlock(),
        trace.lines(),
        trace.badLines());
  }

  /** Such as {@code 2-fixed-5ms}: folders are read in the order of their names. */
  private static String label(Trace trace, int before) {
    return (before + 1) + "-" + trace.serviceTime().replaceAll("[^A-Za-z0-9.+-]+", "-");
  }
}
