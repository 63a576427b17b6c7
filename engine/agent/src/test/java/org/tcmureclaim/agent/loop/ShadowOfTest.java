package org.tcmureclaim.agent.loop;

import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Seats a shadow and ticks as the loop does, on a host without devices. */
public final class ShadowOfTest {
  private static final long SECOND = 1_000_000_000L;

  private ShadowOfTest() {}

  public static void seat(ShadowSeat seat, ReclaimPolicy policy) {
    seat.adopt(settings(policy));
  }

  public static void tick(ShadowSeat seat) {
    HostSnapshot snapshot = new HostSnapshot();
    Plan plan = new Plan();
    var unused = seat.tick(snapshot, plan, false);
    seat.endTick(snapshot, plan, false);
  }

  static DecisionSettings settings(ReclaimPolicy policy) {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "of-test",
        policy);
  }
}
