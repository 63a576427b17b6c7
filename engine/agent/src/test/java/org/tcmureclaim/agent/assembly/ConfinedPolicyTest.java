package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.decision.Decider;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

class ConfinedPolicyTest {
  private static final long SECOND = 1_000_000_000L;

  /** What a policy may do wrong. */
  enum Fault {
    THROWS_IN_OBSERVE,
    THROWS_IN_COUNT,
    THROWS_IN_SCAN,
    OVERFLOWS_THE_STACK,
    LACKS_A_CLASS,
    NAMES_A_SLOT_TOO_HIGH,
    NAMES_A_SLOT_BELOW_ZERO,
    NAMES_AN_EMPTY_SLOT,
    PASSES_A_BAD_SLOT,
    PASSES_A_BAD_SLOT_WITH_FIGURES,
    KEEPS_LESS_THAN_NOTHING
  }

  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void fault_endsThePolicy_andTheUsualOneAnswersInTheSameTick(Fault fault) {
    ReclaimPolicy confined =
        new ConfinedPolicy(
            new Faulty(fault), Observing::new, failure -> told.add(String.valueOf(failure)));
    Decider decider =
        new Decider(
            DecisionSettings.forAll(
                new DemandSettings(100, 200, 300, 1 << 20, 0.01, 0.5, 0.1, 0.2, 5 * SECOND),
                new GuardSettings(10 * SECOND, 5 * SECOND, 0, 1),
                Granularity.DEVICE,
                "faulty",
                confined));
    HostSnapshot snapshot = new HostSnapshot();
    int slot = snapshot.devices().add(new DeviceKey("user_0/a", 1), 0);
    for (int tick = 1; tick <= 3; tick++) {
      snapshot.takenAt(tick * 60L * SECOND);
      snapshot.memory().update(1000, 150, 0, 0, tick * 60L * SECOND);
      snapshot.devices().updateFlags(slot, 0);
      snapshot.devices().updateUsage(slot, 100, 100, tick * 60L * SECOND);
      Plan plan = decider.decide(snapshot);
      assertThat(plan.plannedPages()).as("tick " + tick).isPositive();
    }
    assertThat(told).hasSize(1);
  }

  @Test
  void pagesBelowZero_countAsNone() {
    ReclaimPolicy confined =
        new ConfinedPolicy(
            new Sound() {
              @Override
              public long countPages(HostSnapshot snapshot) {
                return -5;
              }
            },
            Sound::new,
            failure -> told.add(String.valueOf(failure)));
    assertThat(confined.countPages(new HostSnapshot())).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void faultInForget_endsThePolicyToo() {
    ReclaimPolicy confined =
        new ConfinedPolicy(
            new Sound() {
              @Override
              public void forget(int slot, DeviceKey key) {
                throw new IllegalStateException("forget");
              }
            },
            Observing::new,
            failure -> told.add(String.valueOf(failure)));
    confined.forget(0, new DeviceKey("user_0/a", 1));
    confined.forget(0, new DeviceKey("user_0/b", 2));
    assertThat(told).containsExactly("java.lang.IllegalStateException: forget");
  }

  /** The one that takes its place is the agent's own. */
  @Test
  void substituteThatFailsToo_isADefectOfTheAgent() {
    ReclaimPolicy confined =
        new ConfinedPolicy(
            new Faulty(Fault.THROWS_IN_OBSERVE),
            () -> new Faulty(Fault.THROWS_IN_COUNT),
            failure -> told.add(String.valueOf(failure)));
    HostSnapshot snapshot = new HostSnapshot();
    confined.observe(snapshot);
    assertThatThrownBy(() -> confined.countPages(snapshot))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the policy that took another's place failed");
    assertThat(told).hasSize(1);
  }

  /** The cause of an error of the JVM cannot be told. */
  @Test
  void errorOfTheJvm_isNotCaught() {
    ReclaimPolicy confined =
        new ConfinedPolicy(
            new Sound() {
              @Override
              public void observe(HostSnapshot snapshot) {
                throw new OutOfMemoryError("Cannot reserve 4096 bytes of direct buffer memory");
              }
            },
            Sound::new,
            failure -> told.add(String.valueOf(failure)));
    assertThatThrownBy(() -> confined.observe(new HostSnapshot()))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(told).isEmpty();
  }

  /** Offers all of every device. */
  private static class Sound implements ReclaimPolicy {
    @Override
    public void observe(HostSnapshot snapshot) {}

    @Override
    public long countPages(HostSnapshot snapshot) {
      return snapshot.devices().totalTailPages();
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      for (int i = 0; i < snapshot.devices().size(); i++) {
        long unused = offers.offer(snapshot.devices().slotAt(i), 0);
      }
    }
  }

  /** Knows nothing of a host that it was not shown. */
  private static final class Observing extends Sound {
    private boolean shown;

    @Override
    public void observe(HostSnapshot snapshot) {
      shown = true;
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      assertThat(shown).as("shown before it counts").isTrue();
      return super.countPages(snapshot);
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      assertThat(shown).as("shown before it scans").isTrue();
      super.scan(snapshot, demand, offers);
    }
  }

  private static final class Faulty extends Sound {
    private final Fault fault;

    Faulty(Fault fault) {
      this.fault = fault;
    }

    @Override
    public void observe(HostSnapshot snapshot) {
      switch (fault) {
        case THROWS_IN_OBSERVE -> throw new IllegalStateException("observe");
        case OVERFLOWS_THE_STACK -> throw new StackOverflowError();
        case LACKS_A_CLASS -> throw new NoClassDefFoundError("Missing");
        default -> super.observe(snapshot);
      }
    }

    @Override
    public long countPages(HostSnapshot snapshot) {
      if (fault == Fault.THROWS_IN_COUNT) {
        throw new IllegalStateException("count");
      }
      return super.countPages(snapshot);
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
      switch (fault) {
        case THROWS_IN_SCAN -> throw new IllegalStateException("scan");
        case NAMES_A_SLOT_TOO_HIGH -> offers.offer(999_999, 0);
        case NAMES_A_SLOT_BELOW_ZERO -> offers.isOpen(-1);
        case NAMES_AN_EMPTY_SLOT -> offers.offer(7, 0);
        case PASSES_A_BAD_SLOT -> offers.pass(999_999, Verdict.CHOSEN);
        case PASSES_A_BAD_SLOT_WITH_FIGURES -> offers.pass(999_999, Verdict.CHOSEN, 1, 1);
        case KEEPS_LESS_THAN_NOTHING -> offers.offer(0, -1_000_000);
        default -> super.scan(snapshot, demand, offers);
      }
    }
  }
}
