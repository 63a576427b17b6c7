package org.tcmureclaim.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

class FailingShadowTest {
  private static final long SECOND = 1_000_000_000L;

  private final ScriptedHost host = new ScriptedHost();
  private final List<String> heard = new ArrayList<>();
  private final ScriptedPolicy active = new ScriptedPolicy();
  private final ScriptedPolicy shadow = new ScriptedPolicy();
  private final ReclaimLoop loop =
      new ReclaimLoop(host, new Decider(settings(active)), rules(shadow), new Recorder());

  @Test
  void shadowThatThrows_isSwitchedOff_toldOnce_andTheActivePolicyGoesOn() {
    loop.tick();
    shadow.failsInScan = true;
    host.availableBytes = 150;
    loop.tick();
    loop.tick();
    assertThat(host.begun).containsExactly(ScriptedHost.DEVICE_PAGES);
    assertThat(heard)
        .containsExactly(
            "shadowed", "failed 1 java.lang.IllegalStateException: no good", "planned 1");
  }

  @Test
  void shadowThatThrows_whenADeviceLeaves_isSwitchedOff() {
    loop.tick();
    shadow.failsInForget = true;
    host.deviceIsThere = false;
    loop.tick();
    loop.tick();
    assertThat(heard)
        .containsExactly("shadowed", "failed 1 java.lang.IllegalStateException: no good");
  }

  @Test
  void failedShadow_staysOff_untilRulesHaveAnother() {
    shadow.failsInScan = true;
    LoopRules rules = rules(shadow);
    loop.adopt(rules);
    loop.tick();
    loop.adopt(rules);
    loop.tick();
    assertThat(heard).containsExactly("failed 1 java.lang.IllegalStateException: no good");
    heard.clear();
    var other = new ScriptedPolicy();
    loop.adopt(rules(other));
    loop.tick();
    other.failsInScan = true;
    loop.tick();
    assertThat(heard)
        .containsExactly("shadowed", "failed 2 java.lang.IllegalStateException: no good");
  }

  private LoopRules rules(ReclaimPolicy shadowPolicy) {
    return new LoopRules(
        settings(active),
        settings(shadowPolicy),
        new LoopSettings(SECOND, SECOND, 0),
        CustomerDirectory.ofOne(""));
  }

  private static DecisionSettings settings(ReclaimPolicy policy) {
    return DecisionSettings.forAll(
        new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
        new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
        Granularity.DEVICE,
        "scripted",
        policy);
  }

  /** Offers every device, until it is told to fail. */
  private static final class ScriptedPolicy implements ReclaimPolicy {
    private boolean failsInScan;
    private boolean failsInForget;

    @Override
    public void observe(HostSnapshot snapshot) {}

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      failIf(failsInScan);
      for (int i = 0; demand.pages() > 0 && i < snapshot.devices().size(); i++) {
        long unused = offers.offer(snapshot.devices().slotAt(i), 0);
      }
    }

    @Override
    public void forget(int slot, DeviceKey key) {
      failIf(failsInForget);
    }

    private static void failIf(boolean isTold) {
      if (isTold) {
        throw new IllegalStateException("no good");
      }
    }
  }

  private final class Recorder implements LoopListener {
    @Override
    public void adopted(HostSnapshot snapshot, LoopRules rules) {}

    @Override
    public void deviceAdded(int slot, DeviceKey key) {}

    @Override
    public void deviceRemoved(int slot, DeviceKey key) {}

    @Override
    public void planned(long number, HostSnapshot snapshot, Plan plan) {
      heard.add("planned " + number);
    }

    @Override
    public void settled(long number, HostSnapshot snapshot, Outcomes outcomes) {}

    @Override
    public void shadowed(ShadowRun run) {
      heard.add("shadowed");
    }

    @Override
    public void shadowFailed(long failures, String problem) {
      heard.add("failed " + failures + " " + problem);
    }

    @Override
    public void ticked(HostSnapshot snapshot, Plan plan) {}

    @Override
    public void held(String message) {}
  }
}
