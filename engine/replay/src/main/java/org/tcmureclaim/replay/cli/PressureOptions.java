package org.tcmureclaim.replay.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.DurationText;
import org.tcmureclaim.configuration.SizeText;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.run.LoopRules;
import org.tcmureclaim.replay.trace.ClosedLoopTraces;
import org.tcmureclaim.replay.trace.TraceOptions;
import picocli.CommandLine.Option;

/** What {@code --budget trace} goes by. */
final class PressureOptions {
  @Option(
      names = "--pressure",
      paramLabel = "FILE",
      description = {
        "For --budget trace with a trace that is no recording: what its host went through, from"
            + " sadf, atop, below or a table (docs/replay.md). The two are merged by time where both"
            + " have the times of a calendar; otherwise they begin at the same moment."
      })
  private @Nullable Path pressure;

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
    if (pressureFrom != null && pressure == null) {
      throw new UsageException("--pressure-from needs --pressure");
    }
    return new ClosedLoopTraces(
        options,
        Optional.ofNullable(pressure),
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
    if (pressure != null) {
      throw new UsageException("--pressure closes the loop; add --budget trace, or leave it out");
    }
    if (pressureFrom != null) {
      throw new UsageException("--pressure-from needs --pressure and --budget trace");
    }
  }

  /** Such as {@code 64GiB}. */
  static long memoryBytes(String text) {
    return SizeText.bytes(text);
  }

  /** A constant by its name in lower case, with dashes. */
  static <E extends Enum<E>> E oneOf(String option, Class<E> values, String text) {
    return Arrays.stream(values.getEnumConstants())
        .filter(value -> word(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    option
                        + ": expected "
                        + String.join(
                            " or ",
                            Arrays.stream(values.getEnumConstants())
                                .map(PressureOptions::word)
                                .toList())
                        + ", got '"
                        + text
                        + "'"));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
