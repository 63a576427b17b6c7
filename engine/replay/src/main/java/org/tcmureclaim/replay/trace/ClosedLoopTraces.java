package org.tcmureclaim.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Recordings;
import org.tcmureclaim.replay.packing.SourceFile;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.HostMerge;
import org.tcmureclaim.replay.pressure.HostStart;
import org.tcmureclaim.replay.pressure.HostTrace;
import org.tcmureclaim.replay.pressure.HostTraces;
import org.tcmureclaim.replay.text.TraceException;

/** Reads traces for a closed loop: a recording has its host in it, others need a file of one. */
public final class ClosedLoopTraces {
  private final TraceOptions options;
  private final HostFiles pressure;
  private final OptionalLong memoryBytes;
  private final HeldThen assumed;
  private final OptionalLong fromNanos;

  /**
   * Reads by these options.
   *
   * @param pressure what the host went through, for traces that are no recordings
   * @param memoryBytes its memory, where that file does not say
   * @param assumed what data areas held, where that file does not say
   */
  public ClosedLoopTraces(
      TraceOptions options, HostFiles pressure, OptionalLong memoryBytes, HeldThen assumed) {
    this(options, pressure, memoryBytes, assumed, OptionalLong.empty());
  }

  /**
   * The same, with traces of devices that begin later than that of the host, by so much.
   *
   * @param fromNanos empty where the times of both, or the same beginning, decide
   */
  public ClosedLoopTraces(
      TraceOptions options,
      HostFiles pressure,
      OptionalLong memoryBytes,
      HeldThen assumed,
      OptionalLong fromNanos) {
    this.options = options;
    this.pressure = pressure;
    this.memoryBytes = memoryBytes;
    this.assumed = assumed;
    this.fromNanos = fromNanos;
  }

  /**
   * Reads one trace, several as {@link Traces#read} does.
   *
   * @throws TraceException if it cannot be read, or nothing says what its host went through
   */
  public List<Trace> read(String name) {
    List<Path> recordings = recordings(name);
    if (pressure.files().isEmpty()) {
      if (recordings.isEmpty()) {
        throw withoutHost(name);
      }
      return recordings.stream()
          .map(folder -> RecordingTicks.closed(folder.toString(), folder, options.notices()))
          .toList();
    }
    if (!recordings.isEmpty()) {
      throw new TraceException(
          name + ": a recording has its own host; leave --pressure out, or replay it on its own");
    }
    HostTrace host = host();
    return new Traces(options).read(name).stream().map(trace -> on(host, trace)).toList();
  }

  /** Reads one trace, or several files of one run as one, as {@link Traces#read(List)} does. */
  public List<Trace> read(List<String> names) {
    if (names.size() == 1) {
      return read(names.get(0));
    }
    if (pressure.files().isEmpty()) {
      throw withoutHost(names.get(0));
    }
    HostTrace host = host();
    return new Traces(options).read(names).stream().map(trace -> on(host, trace)).toList();
  }

  private Trace on(HostTrace host, Trace trace) {
    HostStart start =
        HostStart.of(host, trace.name(), trace.ticks(), trace.startedAtNanos(), fromNanos);
    return trace.on(
        HostMerge.of(trace.ticks(), host, start, memoryBytes, assumed, options.notices()));
  }

  private static TraceException withoutHost(String name) {
    return new TraceException(
        name
            + ": does not say what its host went through, which --budget trace needs; add"
            + " --pressure FILE (sadf, sar, atop, below, PCP or a table), or name a recording");
  }

  /** Those of agents. What was imported has no host, and is a trace like any other. */
  private static List<Path> recordings(String name) {
    return name.startsWith("builtin:")
        ? List.of()
        : Recordings.in(Path.of(name)).stream().filter(ClosedLoopTraces::hasHost).toList();
  }

  private static boolean hasHost(Path folder) {
    try (BundleReader reader = BundleReader.open(folder)) {
      return reader.manifest().imported() == null;
    }
  }

  private HostTrace host() {
    HostTraces traces = new HostTraces(pressure.reading(options));
    pressure.files().forEach(file -> add(traces, file));
    return traces.joined();
  }

  private void add(HostTraces traces, Path file) {
    SourceFile source = TraceFile.single(file);
    try (InputStream in = TraceFile.open(source, file, options.progress())) {
      traces.add(source.name(), in);
    } catch (IOException e) {
      throw TraceFile.unreadable(file.toString(), e);
    } finally {
      options.progress().end();
    }
  }
}
