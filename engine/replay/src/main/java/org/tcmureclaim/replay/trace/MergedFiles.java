package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.tcmureclaim.replay.format.CommandFormat;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.FileContents;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.pressure.WallTime;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Several files of one recording as one: their commands in the order of time, by the clock that
 * they share. A file is opened when its time comes, so that a month of hourly files takes no more
 * memory than those of the same hour.
 */
final class MergedFiles {
  /** How far a file's beginning may lie before its first command, as its lines are not in order. */
  private static final long EARLIER_NANOS = 10_000_000_000L;

  private static final int MOST_OPEN = 256;

  private final TraceOptions options;
  private final FileContents contents = new FileContents();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Map<String, Integer> devices = new HashMap<>();
  private final Map<MergedFile, OpenCommands> open = new HashMap<>();
  private final List<BadLines> badLines = new ArrayList<>();
  private final Set<String> shortNames = new HashSet<>();
  private final Set<String> sharedNames = new HashSet<>();
  private boolean begun;
  private boolean isFromZero;
  private long baseNanos;

  MergedFiles(TraceOptions options) {
    this.options = options;
  }

  /** A file, and when its first command arrives. */
  private record Beginning(SourceFile source, CommandFormat format, long firstNanos) {}

  FileContents contents() {
    return contents;
  }

  long badLines() {
    return badLines.stream().mapToLong(BadLines::count).sum();
  }

  /** The formats of the files. */
  String label() {
    return String.join("+", labels);
  }

  /** Hands the commands of all to one sink; returns the format of the first. */
  CommandFormat read(List<SourceFile> sources, CommandSink sink) throws IOException {
    List<Beginning> beginnings = beginnings(sources, sink);
    PriorityQueue<MergedFile> turns =
        new PriorityQueue<>(Comparator.comparingLong(MergedFile::nextNanos));
    int next = 0;
    try {
      while (next < beginnings.size() || !turns.isEmpty()) {
        while (next < beginnings.size()
            && (turns.isEmpty()
                || beginnings.get(next).firstNanos() - EARLIER_NANOS
                    <= turns.element().nextNanos())) {
          MergedFile file = open(beginnings.get(next++), sink);
          go(file, turns);
        }
        if (!turns.isEmpty()) {
          MergedFile file = turns.remove();
          begin(file, sink);
          int device = file.nextDevice(name -> devices.computeIfAbsent(name, sink::device));
          file.take(sink, device, baseNanos);
          go(file, turns);
        }
      }
    } finally {
      for (OpenCommands left : open.values()) {
        left.close();
      }
      options.progress().end();
    }
    badLines.forEach(BadLines::close);
    return beginnings.get(0).format();
  }

  /** Time is counted from the first command, or from 0 where files say that themselves. */
  private void begin(MergedFile first, CommandSink sink) {
    if (!begun && !isFromZero) {
      baseNanos = first.nextNanos();
      sink.startsAt(baseNanos);
    }
    begun = true;
  }

  private void go(MergedFile file, PriorityQueue<MergedFile> turns) throws IOException {
    if (file.hasNext()) {
      turns.add(file);
      return;
    }
    OpenCommands opened = open.remove(file);
    if (opened != null) {
      opened.close();
    }
    contents.addAll(file.reader().contents());
  }

  private MergedFile open(Beginning beginning, CommandSink sink) throws IOException {
    if (open.size() == MOST_OPEN) {
      throw new TraceException(
          beginning.source().name()
              + ": more than "
              + MOST_OPEN
              + " files of the same time; import some of them first, with 'trace import'");
    }
    MergedFile file =
        new MergedFile(beginning.source(), beginning.format(), deviceName(beginning), sink);
    OpenCommands opened = OpenCommands.of(beginning.source().open(in -> in), options);
    open.put(file, opened);
    BadLines bad = options.badLines(beginning.source().name());
    badLines.add(bad);
    file.begin(opened, bad);
    return file;
  }

  /** A file that names no device is one, by its own name; by the whole of it if others share it. */
  private String deviceName(Beginning beginning) {
    SourceFile source = beginning.source();
    if (beginning.format().namesDevices()) {
      return "";
    }
    return sharedNames.contains(source.shortName()) ? source.name() : source.shortName();
  }

  /** In the order of time; what has no command at its beginning comes first. */
  private List<Beginning> beginnings(List<SourceFile> sources, CommandSink sink)
      throws IOException {
    List<Beginning> beginnings = new ArrayList<>();
    for (SourceFile source : sources) {
      try (OpenCommands file = OpenCommands.of(source.open(in -> in), options)) {
        if (source.isMember() && !isCommands(file)) {
          contents.passedOver("files of other kinds in the archive", 1);
          continue;
        }
        CommandFormat format = file.format(source.name(), options);
        labels.add(format.label());
        isFromZero |= format.label().equals("commands");
        if (!shortNames.add(source.shortName())) {
          sharedNames.add(source.shortName());
        }
        OptionalLong first = MergedFile.firstNanos(file, source, format, sink);
        beginnings.add(new Beginning(source, format, first.orElse(Long.MIN_VALUE / 2)));
      }
    }
    if (beginnings.isEmpty()) {
      throw new TraceException(
          sources.get(0).name() + ": neither this nor another file of the archive has commands");
    }
    beginnings.sort(Comparator.comparingLong(Beginning::firstNanos));
    requireOneClock(beginnings);
    return beginnings;
  }

  private boolean isCommands(OpenCommands file) {
    return !options.format().isEmpty()
        || options.columns().isPresent()
        || CommandFormats.isKnown(file.head());
  }

  private static void requireOneClock(List<Beginning> beginnings) {
    Beginning last = beginnings.get(beginnings.size() - 1);
    for (Beginning beginning : beginnings) {
      boolean known = beginning.firstNanos() != Long.MIN_VALUE / 2;
      if (known
          && WallTime.of(beginning.firstNanos()).isEmpty()
          && WallTime.of(last.firstNanos()).isPresent()) {
        throw new TraceException(
            last.source().name()
                + ": has the times of a calendar, and "
                + beginning.source().name()
                + " has those since its own beginning: nothing says which came first");
      }
    }
  }
}
