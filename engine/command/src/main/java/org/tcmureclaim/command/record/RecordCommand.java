package org.tcmureclaim.command.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.cli.AgentRunner;
import org.tcmureclaim.agent.cli.DurationConverter;
import org.tcmureclaim.agent.cli.GracefulEnd;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.HeapRestart;
import org.tcmureclaim.agent.cli.HostKind;
import org.tcmureclaim.agent.cli.HostOption;
import org.tcmureclaim.agent.cli.ReloadSignal;
import org.tcmureclaim.agent.cli.RunOptions;
import org.tcmureclaim.agent.cli.StopSignal;
import org.tcmureclaim.agent.cli.Surroundings;
import org.tcmureclaim.agent.cli.TcmuReclaim;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.agent.config.RecordingConfig;
import org.tcmureclaim.agent.journal.WallClock;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.command.time.TimeRange;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.recording.bundle.BundleCopy;
import org.tcmureclaim.recording.bundle.BundleReader;
import org.tcmureclaim.recording.bundle.Manifest;
import org.tcmureclaim.recording.bundle.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tcmu-reclaim record}: a copy of what the agent recorded, or a recording of its own. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    versionProvider = TcmuReclaim.Version.class,
    sortOptions = false,
    description = {
      "Copies a range of time from the recording of a running agent, which is at most 10 s behind;"
          + " the agent need not know. With --own it looks at this host itself, for which no agent"
          + " may run; it has no permission to act, whatever the configuration says.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It was recorded.",
      "2:The command line cannot be used.",
      "65:There is no recording, or nothing in that time.",
      "69:With --own: the host lacks something; the message says what and what to do.",
      "73:DIR cannot be written, or is not empty.",
      "75:With --own: an agent runs on this host; leave --own out.",
      "78:The configuration cannot be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim record --out night --from 03:00 --to 03:30",
      "  tcmu-reclaim record --out now --last 10m",
      "  tcmu-reclaim record --own --for 1h --out hour --config /etc/tcmu-reclaim/agent.yaml",
    })
public final class RecordCommand implements Callable<Integer> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Ticks may be a minute apart. */
  private static final Duration LEAST_TOLD = Duration.ofMinutes(1);

  private final AgentRunner runner;
  private final Surroundings around;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the recording; must be empty or not there.")
  private Path out = Path.of("");

  @Option(
      names = "--last",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "What was recorded in so long before now, such as 10m.")
  private @Nullable Long lastNanos;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From then on: 03:12, 2026-05-01T03:12 or 2026-05-01T01:12:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Before then.")
  private @Nullable String to;

  @Option(names = "--own", description = "Look at this host instead of copying from its agent.")
  private boolean own;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "With --own: end after so long; without it with Ctrl-C.")
  private @Nullable Long forNanos;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The agent's configuration, which says where it records and what it watches.")
  private @Nullable Path config;

  @Option(
      names = "--recording",
      paramLabel = "DIRECTORY",
      description = "Where the agent records, instead of --config.")
  private @Nullable Path recording;

  @Mixin private HostOption hostOption = new HostOption();
  private HostKind host = HostKind.LINUX;

  @Spec private @Nullable CommandSpec spec;

  public RecordCommand(AgentRunner runner, Surroundings around) {
    this.runner = runner;
    this.around = around;
  }

  @Override
  public Integer call() {
    host = hostOption.kind();
    if (own && (from != null || to != null || lastNanos != null)) {
      throw refused("--own records from now on; --for says how long");
    }
    if (!own && forNanos != null) {
      throw refused("--for needs --own");
    }
    return (own ? recordOwn() : copy()).code();
  }

  private ExitCode recordOwn() {
    makeFolder();
    return new HeapRestart(around.err()).of(this::recordOwn);
  }

  private ExitCode recordOwn(HeapChoice heap) {
    heap.requireToRead(configFile());
    LoadedConfig observing = LoadedConfig.load(configFile()).observed();
    StopSignal stop = new StopSignal();
    OptionalLong limit = forNanos == null ? OptionalLong.empty() : OptionalLong.of(forNanos);
    RunOptions options =
        new RunOptions(host, limit, stop, new ReloadSignal(), Optional.of(out)).with(heap);
    return new GracefulEnd(stop).of(() -> runner.run(observing, options, this::tell));
  }

  private void makeFolder() {
    try {
      BundleCopy.requireEmpty(out);
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new UnwritableException(out + ": cannot be made: " + e.getMessage(), e);
    }
  }

  private void tell(Report report) {
    if (report instanceof NoticeReport notice) {
      around.err().println("tcmu-reclaim: " + notice.message());
    }
  }

  private ExitCode copy() {
    TimeRange range =
        TimeRange.of(
            from, to, lastNanos, WallClock.OF_MACHINE.epochMillis(), ZoneId.systemDefault());
    Path folder = recordingFolder();
    List<Path> runs = Recordings.in(folder);
    if (runs.isEmpty()) {
      throw new RecordingException("no recording in " + folder + "; does an agent record there?");
    }
    long ticks = 0;
    long firstMillis = Long.MAX_VALUE;
    for (Path run : runs) {
      Path into = runs.size() == 1 ? out : out.resolve(run.getFileName());
      try (BundleReader reader = BundleReader.open(run)) {
        long copied = copy(reader, range, into);
        ticks += copied;
        firstMillis = copied == 0 ? firstMillis : Math.min(firstMillis, beginningMillis(into));
      }
    }
    if (ticks == 0) {
      throw new RecordingException("nothing was recorded in that time; see " + folder);
    }
    tellWhatIsMissing(range, firstMillis);
    return ExitCode.FINE;
  }

  /** The wall clock of its first tick. */
  private static long beginningMillis(Path copied) {
    try (BundleReader reader = BundleReader.open(copied)) {
      Manifest manifest = reader.manifest();
      return reader.next()
          ? manifest.wallMillis()
              + (reader.tick().atNanos() - manifest.monotonicNanos()) / NANOS_PER_MILLI
          : Long.MAX_VALUE;
    }
  }

  private void tellWhatIsMissing(TimeRange range, long firstMillis) {
    if (range.fromMillis() == Long.MIN_VALUE) {
      return;
    }
    Duration missing = Duration.ofMillis(firstMillis - range.fromMillis());
    if (missing.compareTo(LEAST_TOLD) >= 0) {
      around
          .err()
          .printf(
              "tcmu-reclaim: the recording begins at %s; the %d h %02d min before that are not in it%n",
              Instant.ofEpochMilli(firstMillis).truncatedTo(ChronoUnit.SECONDS),
              missing.toHours(),
              missing.toMinutesPart());
    }
  }

  private long copy(BundleReader reader, TimeRange range, Path into) {
    long ticks = BundleCopy.copy(reader, into, range.of(reader.manifest()));
    around.err().println("tcmu-reclaim: " + into + ": " + ticks + " ticks");
    return ticks;
  }

  private Path recordingFolder() {
    if (recording != null) {
      return recording;
    }
    if (config == null && host == HostKind.LINUX) {
      return RecordingConfig.DEFAULT_FOLDER;
    }
    Path file = configFile();
    Optional<Path> folder = LoadedConfig.load(file).config().recording().folder();
    if (folder.isEmpty() && host == HostKind.SIMULATED) {
      throw new RecordingException(
          file + " has no recording.directory; a simulated host records nothing without it");
    }
    return folder.orElse(RecordingConfig.DEFAULT_FOLDER);
  }

  private Path configFile() {
    if (config != null) {
      return config;
    }
    if (host == HostKind.SIMULATED && around.demo().isPresent()) {
      return around.demo().get();
    }
    throw refused("--config FILE is missing");
  }

  private ParameterException refused(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }
}
