package org.tcmureclaim.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.HostSnapshot;

class ShadowSeatTest {
  private static final long SECOND = 1_000_000_000L;

  private final HostSnapshot snapshot = new HostSnapshot();
  private final ShadowSeat seat = new ShadowSeat();

  @Test
  void sameSettings_keepTheRun_otherSettingsBeginAnother() {
    ReclaimPolicy policy = policy();
    seat.adopt(settings(policy));
    ShadowRun first = run();
    assertThat(first).isNotNull();
    seat.adopt(settings(policy));
    assertThat(run()).isSameAs(first);
    seat.adopt(settings(policy()));
    assertThat(run()).isNotNull().isNotSameAs(first);
  }

  @Test
  void noSettings_leaveTheSeatEmpty() {
    assertThat(run()).isNull();
    ReclaimPolicy policy = policy();
    seat.adopt(settings(policy));
    ShadowRun first = run();
    seat.adopt(null);
    assertThat(run()).isNull();
    seat.adopt(settings(policy));
    assertThat(run()).as("with a score of its own").isNotNull().isNotSameAs(first);
  }

  private @Nullable ShadowRun run() {
    return seat.tick(snapshot, new Plan(), false);
  }

  private static ReclaimPolicy policy() {
    PolicyFactory factory = KnownPolicies.byName().get("lru");
    return Objects.requireNonNull(factory).create(NoParameters.INSTANCE);
  }

  private static DecisionSettings settings(ReclaimPolicy policy) {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "lru",
        policy);
  }
}
