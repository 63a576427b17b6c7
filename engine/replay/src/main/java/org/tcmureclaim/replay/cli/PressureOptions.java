package org.tcmureclaim.replay.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.SizeText;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.HostReading;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.run.LoopRules;
import org.tcmureclaim.replay.text.ColumnMap;
import org.tcmureclaim.replay.trace.ClosedLoopTraces;
import org.tcmureclaim.replay.trace.HostFiles;
import org.tcmureclaim.replay.trace.TraceOptions;
import picocli.CommandLine.Option;

/** What {@code --budget trace} goes by. */
final class PressureOptions {
  @Option(
      names = "--pressure",
      paramLabel = "FILE",
      description = {
        "For --budget trace with a trace that is no recording: what its host went through, from"
            + " sadf, sar, atop, below, PCP or a table (docs/traces-import.md). Repeat it for files"
            + " of other days, or for one of memory and one of stalls: they are joined by time. The"
            + " devices follow by time where both have the times of a calendar; otherwise both"
            + " begin at the same moment."
      })
  private List<Path> pressure = List.of();

  @Option(
      names = "--pressure-columns",
      paramLabel = "MAP",
      description = {
        "Which column of --pressure is what, for any table of cells separated by commas,"
            + " semicolons, tabs, bars or blanks: NAME=COLUMN[:UNIT],… such as"
            + " 'time=1:s,available=3:KiB,some_total=4:us'. COLUMN is a number or a name in the"
            + " header. NAME is time (s, ms, us, ns or date), available, total (KiB, B, MiB, GiB,"
            + " pages), some_total, full_total (us, ms, s, ns), some_avg10, full_avg10 (percent,"
            + " ratio), interval (s, of which these are) or held (pages)."
      })
  private @Nullable String pressureColumns;

  @Option(
      names = "--pressure-zone",
      paramLabel = "ZONE",
      description =
          "Zone of times in --pressure that name none, such as Europe/Berlin. Default: UTC.")
  private @Nullable String pressureZone;

  @Option(
      names = "--pressure-from",
      paramLabel = "DURATION",
      description = "Where in --pressure the trace of devices begins, such as 30s.")
  private @Nullable String pressureFrom;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "The host's memory, where --pressure does not say it.")
  private @Nullable String memory;

  @Option(
      names = "--held-then",
      paramLabel = "HOW",
      defaultValue = "high-water",
      description =
          "What data areas held while --pressure was recorded, where it does not say:"
              + " high-water (nobody truncated) or nothing (another host). Default:"
              + " ${DEFAULT-VALUE}.")
  private String heldThen = "";

  @Option(
      names = "--psi",
      paramLabel = "MODEL",
      defaultValue = "relieved",
      description =
          "What becomes of recorded stalls in a closed loop: relieved (fewer the more is"
              + " available), recorded (all of them) or ignored. Default: ${DEFAULT-VALUE}.")
  private String psi = "";

  /** How traces are read for it. */
  ClosedLoopTraces traces(TraceOptions options) {
    if (pressure.isEmpty()) {
      refuse("needs --pressure");
    }
    return new ClosedLoopTraces(
        options,
        files(),
        memory == null ? OptionalLong.empty() : OptionalLong.of(memoryBytes(memory)),
        oneOf("--held-then", HeldThen.class, heldThen),
        pressureFrom == null
            ? OptionalLong.empty()
            : OptionalLong.of(DurationText.nanos(pressureFrom)));
  }

  LoopRules rules(Optional<Path> config) {
    return LoopRules.of(config, oneOf("--psi", StallModel.class, psi));
  }

  /** Refuses what only a closed loop goes by, where there is none. */
  void refuseWithoutLoop() {
    if (!pressure.isEmpty()) {
      throw new UsageException("--pressure closes the loop; add --budget trace, or leave it out");
    }
    refuse("needs --pressure and --budget trace");
  }

  /** Refuses what says something of {@code --pressure}. */
  private void refuse(String problem) {
    if (pressureFrom != null) {
      throw new UsageException("--pressure-from " + problem);
    }
    if (pressureColumns != null) {
      throw new UsageException("--pressure-columns " + problem);
    }
    if (pressureZone != null) {
      throw new UsageException("--pressure-zone " + problem);
    }
  }

  private HostFiles files() {
    return new HostFiles(
        pressure,
        pressureZone == null ? null : zone(pressureZone),
        pressureColumns == null
            ? null
            : new ColumnMap("--pressure-columns", pressureColumns, HostReading.UNITS));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--pressure-zone: expected a zone such as Europe/Berlin or +01:00, got '"
              + PrintableText.quoted(name)
              + "'"
              + NearMiss.hint(name, ZoneId.getAvailableZoneIds()),
          e);
    }
  }

  /** Such as {@code 64GiB}. */
  static long memoryBytes(String text) {
    return SizeText.bytes(text);
  }

  /** A constant by its name in lower case, with dashes. */
  static <E extends Enum<E>> E oneOf(String option, Class<E> values, String text) {
    List<String> words =
        Arrays.stream(values.getEnumConstants()).map(PressureOptions::word).toList();
    return Arrays.stream(values.getEnumConstants())
        .filter(value -> word(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "%s: expected %s, got '%s'%s"
                        .formatted(
                            option, String.join(" or ", words), text, NearMiss.hint(text, words))));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
