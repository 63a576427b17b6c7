package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.bundle.BundleMerge;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim trace merge}: the devices of several traces on one host. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Puts the devices of several traces beside each other, their beginnings at the same moment."
            + " With recordings, the host is that of the first, and decisions are left out.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim trace merge monday tuesday --out both",
    })
final class TraceMergeCommand implements Callable<Integer> {
  private final PrintStream err;

  @Parameters(
      paramLabel = "TRACE",
      arity = "2..*",
      description = "Recordings, or traces that replay reads; not both.")
  private List<String> traces = List.of();

  @Option(names = "--out", paramLabel = "PATH", required = true, description = "What is made.")
  private Path out = Path.of("");

  @Mixin private PackingOption packed = new PackingOption();

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private DeviceOption devices = new DeviceOption();

  TraceMergeCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    List<Path> recordings =
        traces.stream().map(TraceFiles::recording).flatMap(Optional::stream).toList();
    if (recordings.isEmpty()) {
      mergeTicks();
    } else if (recordings.size() == traces.size()) {
      mergeRecordings(recordings);
    } else {
      throw new TraceException("recordings and other traces cannot be merged");
    }
    return ExitCode.FINE.code();
  }

  private void mergeTicks() {
    List<TickTable> tables = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : traces) {
      TickTable table =
          TraceFiles.ticks(name, source.forALook(devices.chosen(), err::println)).ticks();
      for (int device = 0; device < table.devices(); device++) {
        if (!seen.add(table.name(device))) {
          throw new TraceException(
              name + ": a trace before it has a device " + table.name(device) + " too");
        }
      }
      tables.add(table);
    }
    TickCsvFile.write(out, packed.packing(), tables, 0, Integer.MAX_VALUE, Optional::of);
  }

  private void mergeRecordings(List<Path> folders) {
    List<BundleReader> readers = folders.stream().map(BundleReader::open).toList();
    try {
      long unused =
          BundleMerge.merge(
              readers.get(0), readers.subList(1, readers.size()), out, packed.packing());
    } finally {
      readers.forEach(BundleReader::close);
    }
  }
}
