package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.MIB;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostFixture;

class DeciderTest {
  private final HostFixture host = new HostFixture();

  @Test
  void shortage_isAnsweredWithTheColdestDevices() {
    Decider decider = decider("lru", Granularity.DEVICE);
    host.device("user_0/a", 20_000);
    int busy = host.device("user_0/b", 20_000);
    host.holds(host.device("user_0/c", 0), 40_000, 0);
    host.pass(60 * SECOND_NANOS).use(busy).availableBytes(350 * MIB);
    decider.decide(host.snapshot());
    host.availableBytes(199 * MIB);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.demand().urgency()).isEqualTo(Urgency.URGENT);
    assertThat(cuts(plan))
        .containsExactly("user_0/a keep 0 frees 20000", "user_0/b keep 0 frees 20000");
    assertThat(plan.plannedPages()).isEqualTo(40_000);
  }

  @Test
  void nothingWanted_plansNothing_andSaysSo() {
    Decider decider = decider("lru", Granularity.DEVICE);
    int slot = host.device("user_0/a", 20_000);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.verdict(slot)).isEqualTo(Verdict.NOT_CONSIDERED);
  }

  @Test
  void hostThatCanOnlyCutAll_listsTheOthersAsCollateral() {
    Decider decider = decider("lru", Granularity.HOST);
    int a = host.device("user_0/a", 60_000);
    int b = host.device("user_0/b", 500);
    host.pass(60 * SECOND_NANOS).use(b).availableBytes(199 * MIB);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.verdict(a)).isEqualTo(Verdict.CHOSEN);
    assertThat(plan.verdict(b)).isEqualTo(Verdict.COLLATERAL);
    assertThat(plan.plannedPages()).isEqualTo(60_500);
  }

  @Test
  void hostThatCanOnlyCutAll_isLeftAloneBelowUrgent() {
    Decider decider = decider("watermark", Granularity.HOST);
    int slot = host.device("user_0/a", 60_000);
    host.pass(60 * SECOND_NANOS);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.verdict(slot)).isEqualTo(Verdict.NOT_WORTH_ALL);
  }

  @Test
  void limitsOfThePolicy_areEnforcedAtLeisure() {
    Decider decider = decider("watermark", Granularity.DEVICE);
    host.device("user_0/a", 60_000);
    host.pass(60 * SECOND_NANOS);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.demand().trigger()).isEqualTo(Trigger.LEISURE);
    assertThat(plan.demand().urgency()).isEqualTo(Urgency.GENTLE);
    assertThat(cuts(plan)).containsExactly("user_0/a keep 256 frees 59744");
  }

  @Test
  void planThatFreesTooLittle_isDropped() {
    Decider decider = decider("lru", Granularity.DEVICE);
    int slot = host.device("user_0/a", 255);
    host.pass(60 * SECOND_NANOS).availableBytes(199 * MIB);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.verdict(slot)).isEqualTo(Verdict.TOO_LITTLE);
    host.holds(slot, 256, 256);
    assertThat(decider.decide(host.snapshot()).plannedPages()).isEqualTo(256);
  }

  @Test
  void deviceThatGavePages_coolsDown_andItsReturnIsCounted() {
    Decider decider = decider("lru", Granularity.DEVICE);
    int slot = host.device("user_0/a", 60_000);
    host.pass(60 * SECOND_NANOS).availableBytes(199 * MIB);
    settle(decider, host, decider.decide(host.snapshot()), CutResult.FREED, 60_000);
    host.holds(slot, 0, 0);
    decider.decide(host.snapshot());
    host.pass(SECOND_NANOS).holds(slot, 30_000, 30_000);
    Plan plan = decider.decide(host.snapshot());
    assertThat(plan.verdict(slot)).isEqualTo(Verdict.COOLING_DOWN);
    assertThat(decider.cameBackPages()).isEqualTo(30_000);
  }

  @Test
  void outcome_ofADeviceThatLeft_isIgnored() {
    Decider decider = decider("lru", Granularity.DEVICE);
    int slot = host.device("user_0/a", 60_000);
    host.pass(60 * SECOND_NANOS).availableBytes(199 * MIB);
    Plan plan = decider.decide(host.snapshot());
    host.snapshot().devices().remove(slot);
    settle(decider, host, plan, CutResult.GONE, 0);
    decider.forget(slot, plan.key(0));
    assertThat(decider.decide(host.snapshot()).isEmpty()).isTrue();
  }

  @Test
  void sameHistory_givesTheSamePlans() {
    assertThat(history(42)).isEqualTo(history(42)).isNotEqualTo(history(43));
  }

  private static List<String> history(long seed) {
    var random = new SplittableRandom(seed);
    var host = new HostFixture();
    Decider decider = decider("lru", Granularity.DEVICE);
    for (int i = 0; i < 50; i++) {
      host.device("user_0/lun" + i, 0);
    }
    var plans = new ArrayList<String>();
    for (int tick = 0; tick < 300; tick++) {
      host.pass(SECOND_NANOS / 2).pressure(random.nextLong(100_000));
      host.availableBytes(random.nextLong(600) * MIB);
      for (int slot = 0; slot < 50; slot++) {
        if (random.nextInt(4) == 0) {
          long pages = random.nextLong(4096);
          host.use(slot).holds(slot, pages, random.nextLong(pages + 1));
        }
      }
      Plan plan = decider.decide(host.snapshot());
      plans.addAll(cuts(plan));
      settle(decider, host, plan, CutResult.FREED, 1);
    }
    return plans;
  }

  private static void settle(
      Decider decider, HostFixture host, Plan plan, CutResult result, long freedPages) {
    var outcomes = new Outcomes();
    outcomes.begin(plan.decidedAtNanos());
    for (int cut = 0; cut < plan.size(); cut++) {
      outcomes.add(plan.key(cut), result, freedPages);
    }
    outcomes.end(result, "", plan.decidedAtNanos());
    decider.settle(host.snapshot(), outcomes);
  }

  static Decider decider(String policyName, Granularity granularity) {
    PolicyFactory factory =
        ServiceLoader.load(PolicyFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.name().equals(policyName))
            .findAny()
            .orElseThrow();
    return new Decider(
        DecisionSettings.forAll(
            new DemandSettings(
                100 * MIB,
                200 * MIB,
                400 * MIB,
                4096 * MIB,
                0.01,
                0.5,
                0.1,
                0.25,
                5 * SECOND_NANOS),
            new GuardSettings(10 * SECOND_NANOS, 5 * SECOND_NANOS, 0, 256),
            granularity,
            policyName,
            factory.create(NoParameters.INSTANCE)));
  }

  private static List<String> cuts(Plan plan) {
    var cuts = new ArrayList<String>();
    for (int i = 0; i < plan.size(); i++) {
      cuts.add(
          plan.key(i).path() + " keep " + plan.keepPages(i) + " frees " + plan.expectedPages(i));
    }
    return cuts;
  }
}
