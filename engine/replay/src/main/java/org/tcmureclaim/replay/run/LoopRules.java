package org.tcmureclaim.replay.run;

import java.nio.file.Path;
import java.util.Optional;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.configuration.rules.TriggerConfig;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.simulation.memory.PsiTriggerSettings;
import org.tcmureclaim.simulation.memory.StallKind;

/** How closed loops are to be closed, whatever the host. */
public record LoopRules(ReclaimRules rules, StallModel stalls) {
  private static final long NANOS_PER_MICRO = 1000;

  /** By a configuration's watermarks, controller and triggers, or by those of an empty one. */
  public static LoopRules of(Optional<Path> config, StallModel stalls) {
    return new LoopRules(config.map(ReclaimRules::load).orElseGet(ReclaimRules::defaults), stalls);
  }

  /** For this host. */
  public ClosedLoop on(HostTicks host) {
    return new ClosedLoop(
        host,
        rules.demand().of(host.totalBytes(), rules.guard().staleAfterNanos()),
        rules.triggers().stream().map(LoopRules::trigger).toList(),
        stalls);
  }

  private static PsiTriggerSettings trigger(TriggerConfig trigger) {
    return new PsiTriggerSettings(
        switch (trigger.kind()) {
          case SOME -> StallKind.SOME;
          case FULL -> StallKind.FULL;
        },
        trigger.thresholdNanos() / NANOS_PER_MICRO,
        trigger.windowNanos() / NANOS_PER_MICRO);
  }
}
