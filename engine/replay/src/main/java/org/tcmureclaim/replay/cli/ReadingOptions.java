package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.command.ServiceTimes;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.TickCache;
import org.tcmureclaim.replay.trace.TraceOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that reads traces: what they are, and how commands become ticks. */
final class ReadingOptions {
  private static final List<String> USUAL_SERVICE_TIMES =
      List.of("fixed:200us", "fixed:5ms", "fixed:20ms");
  private static final long MOST = 1_000_000;
  private static final int PAGES_PER_MIB = 256;
  private static final long LEAST_TICK_NANOS = 10_000_000L;
  private static final long MOST_TICK_NANOS = 3_600_000_000_000L;

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private DeviceOption devices = new DeviceOption();

  @Option(
      names = "--tick",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description =
          "Length of a tick for traces of commands, 10ms to 1h; tables of ticks have ticks of 1 s."
              + " Default: ${DEFAULT-VALUE}.")
  private String tick = "1s";

  @Option(
      names = "--service-time",
      paramLabel = "MODEL",
      description = {
        "How long commands without a recorded latency take: "
            + ServiceTime.FORMS
            + ". Repeat it to"
            + " see the spread. Default: fixed:200us, fixed:5ms and fixed:20ms. Given, it also has"
            + " arrivals taken for commands where a trace of events has nothing else of a device"
            + " (blktrace -a queue)."
      })
  private List<String> serviceTimes = List.of();

  @Option(
      names = "--transfer-limit",
      paramLabel = "KIB",
      defaultValue = "64",
      description = "Longer requests are split (hw_max_sectors / 2). Default: ${DEFAULT-VALUE}.")
  private int transferKib;

  @Option(
      names = "--queue-depth",
      paramLabel = "N",
      defaultValue = "128",
      description = "Commands in flight on a device (hw_queue_depth). Default: ${DEFAULT-VALUE}.")
  private int queueDepth;

  @Option(
      names = "--data-area",
      paramLabel = "MIB",
      defaultValue = "1024",
      description =
          "Size of each data area (max_data_area_mb); the rungs of heat ladders follow from it."
              + " Default: ${DEFAULT-VALUE}.")
  private int dataAreaMib;

  @Option(
      names = "--pages-per-block",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Pages of a block for traces of commands (data_pages_per_blk), each of which takes whole"
              + " blocks. Default: ${DEFAULT-VALUE}.")
  private int pagesPerBlock;

  @Option(
      names = "--no-cache",
      description =
          "Read files again whose ticks are in the cache (tcmu-reclaim/ticks in XDG_CACHE_HOME),"
              + " and keep none there.")
  private boolean noCache;

  /** The user's tick cache, unless it is not wanted. */
  Optional<TickCache> cache() {
    return noCache
        ? Optional.empty()
        : TickCache.ofUser(name -> Optional.ofNullable(System.getenv(name)));
  }

  /** Blocks of one page in each data area. */
  int areaPages() {
    check("--data-area", dataAreaMib, 1);
    return dataAreaMib * PAGES_PER_MIB;
  }

  /** All of them, checked; messages and progress go to {@code err}. */
  TraceOptions traceOptions(PrintStream err) {
    check("--transfer-limit", transferKib, 1);
    check("--queue-depth", queueDepth, 1);
    long tickNanos = DurationText.nanos(tick);
    if (tickNanos < LEAST_TICK_NANOS || tickNanos > MOST_TICK_NANOS) {
      throw new UsageException("--tick must be from 10ms to 1h, not " + tick);
    }
    int areaPages = areaPages();
    if (transferKib > dataAreaMib * 1024L) {
      throw new UsageException("--transfer-limit must be at most the data area");
    }
    check("--pages-per-block", pagesPerBlock, 1);
    long blocks = ((transferKib + 3L) / 4 + pagesPerBlock - 1) / pagesPerBlock;
    if (blocks * pagesPerBlock > areaPages) {
      throw new UsageException(
          "--pages-per-block "
              + pagesPerBlock
              + ": a command of --transfer-limit does not fit into the data area");
    }
    TargetSettings target =
        new TargetSettings(
            transferKib * 1024L, queueDepth, areaPages / pagesPerBlock, pagesPerBlock);
    return source.with(
        devices.chosen(), tickNanos, target, serviceTimes(), err::println, progress(err));
  }

  private ServiceTimes serviceTimes() {
    serviceTimes.forEach(ServiceTime::of);
    return serviceTimes.isEmpty()
        ? ServiceTimes.usual(USUAL_SERVICE_TIMES)
        : ServiceTimes.asked(serviceTimes);
  }

  /** Refuses a number that is less than {@code least} or absurd. */
  static void check(String option, long value, long least) {
    if (value < least || value > MOST) {
      throw new UsageException(
          option + " must be from " + least + " to " + MOST + ", not " + value);
    }
  }

  /** Whether somebody looks at a terminal, as the launcher found out. */
  static boolean isProgressShown() {
    return Boolean.getBoolean("tcmureclaim.progress");
  }

  private static Progress progress(PrintStream err) {
    return isProgressShown() ? new ProgressLine(err, StopwatchClock::nanos) : Progress.SILENT;
  }
}
