package org.tcmureclaim.agent.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.loop.LoopListener;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * How long it takes from a PSI event to pages that are free, in two stages: until truncating begins
 * (sensing, deciding, handing over), and truncating. An event is dated by the beginning of the
 * sample that it woke the loop for. Only plans that freed pages count.
 */
public final class ReactionTimes implements LoopListener {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
  };
  private static final long NO_EVENT = Long.MIN_VALUE;

  private final Timer untilBegun;
  private final Timer truncating;
  private final Timer whole;
  private long eventAtNanos = NO_EVENT;

  ReactionTimes(MeterRegistry registry) {
    untilBegun = timer(registry, "decide");
    truncating = timer(registry, "truncate");
    whole = timer(registry, "whole");
  }

  private static Timer timer(MeterRegistry registry, String stage) {
    return Timer.builder("tcmu.reclaim.reaction")
        .description("From a PSI event to pages that are free")
        .tag("stage", stage)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public void planned(long number, HostSnapshot snapshot, Plan plan) {
    Trigger trigger = plan.demand().trigger();
    boolean event = trigger == Trigger.PSI_SOME || trigger == Trigger.PSI_FULL;
    eventAtNanos = event ? snapshot.takenAtNanos() : NO_EVENT;
  }

  @Override
  public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {
    if (eventAtNanos != NO_EVENT && outcomes.totalFreedPages() > 0) {
      record(untilBegun, outcomes.startedAtNanos() - eventAtNanos);
      record(truncating, outcomes.endedAtNanos() - outcomes.startedAtNanos());
      record(whole, outcomes.endedAtNanos() - eventAtNanos);
    }
    eventAtNanos = NO_EVENT;
  }

  private static void record(Timer timer, long nanos) {
    timer.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }
}
