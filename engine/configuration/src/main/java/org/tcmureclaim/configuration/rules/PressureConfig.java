package org.tcmureclaim.configuration.rules;

import static org.tcmureclaim.configuration.rules.Durations.millis;
import static org.tcmureclaim.configuration.rules.Durations.seconds;

import java.util.List;
import org.tcmureclaim.configuration.Section;

/**
 * What counts as memory pressure.
 *
 * @param triggers asked of the kernel; empty where the agent should go by its ticks alone
 * @param fastIntervalNanos time between decisions after a trigger fired
 * @param fastForNanos how long to decide that often after the last event; 0 for never
 */
public record PressureConfig(
    List<TriggerConfig> triggers, long fastIntervalNanos, long fastForNanos) {

  private static final long DEFAULT_FOR_NANOS = seconds(5);
  private static final List<TriggerConfig> DEFAULT_TRIGGERS =
      List.of(
          new TriggerConfig(StallKind.SOME, millis(50), seconds(1)),
          new TriggerConfig(StallKind.FULL, millis(100), seconds(2)));

  public static PressureConfig bind(Section section, Tick tick) {
    List<TriggerConfig> triggers =
        Section.boundEach(section.sections("triggers"), TriggerConfig::bind);
    if (!section.has("triggers")) {
      triggers = DEFAULT_TRIGGERS;
    }
    Section fast = section.section("fast_sampling");
    long intervalNanos =
        fast.durationNanos(
            "interval", millis(10), seconds(60), Math.min(millis(100), tick.nanos()));
    if (intervalNanos > tick.mostNanos()) {
      fast.refuse("interval", "must not be longer than tick");
    }
    long forNanos = fast.durationNanos("for", 0, seconds(600), DEFAULT_FOR_NANOS);
    if (triggers.isEmpty() && section.usable("triggers") && forNanos != DEFAULT_FOR_NANOS) {
      fast.noteWithoutEffect("for", "has no effect, as there are no triggers");
    }
    return new PressureConfig(triggers, intervalNanos, forNanos);
  }
}
