package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceTable;

/** What decisions cost in memory: nothing, but for what Caffeine takes to tell its order. */
class SteadyStateTest {
  private static final int TICKS = 2_000;
  private static final long MOST_BYTES_A_DEVICE = 128;
  private static final List<String> ASKING_CAFFEINE = List.of("lru", "tinylfu");

  private final Demand nothing = new Demand();
  private final Demand urgent = new Demand();

  static Stream<String> policies() {
    return RandomHost.policies().stream().map(PolicyFactory::name);
  }

  static Stream<String> policiesThatAskNobody() {
    return policies().filter(name -> !ASKING_CAFFEINE.contains(name));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void ticksWithoutDemand_allocateNothing(String policy) {
    CostlyHost host = new CostlyHost(policy, 256, 5);
    assertThat(bytesPerTick(() -> decide(host, nothing))).isZero();
  }

  @ParameterizedTest
  @MethodSource("policiesThatAskNobody")
  void ticksWithDemand_andCutsInEach_allocateNothing(String policy) {
    CostlyHost host = new CostlyHost(policy, 256, 5);
    urgent.want(Urgency.URGENT, Trigger.MEMORY_LOW, 10_000);
    assertThat(bytesPerTick(() -> host.settle(decide(host, urgent)))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lru", "tinylfu"})
  void ticksWithDemand_askingCaffeine_allocateNoMoreThanItsOrder(String policy) {
    CostlyHost host = new CostlyHost(policy, 256, 5);
    urgent.want(Urgency.URGENT, Trigger.MEMORY_LOW, 10_000);
    long bytes = bytesPerTick(() -> host.settle(decide(host, urgent)));
    assertThat(bytes).isBetween(1L, 256 * MOST_BYTES_A_DEVICE);
  }

  @ParameterizedTest
  @MethodSource("policiesThatAskNobody")
  void shadow_allocatesNothing(String policy) {
    CostlyHost host = new CostlyHost(policy, 256, 5);
    // Its policies are its own, as in the agent, and each of its customers has devices.
    var shadow = new ShadowRun(new CostlyHost(policy, 256, 5).settings());
    for (int slot = 0; slot < 256; slot++) {
      shadow.assign(slot, slot % 5);
    }
    urgent.want(Urgency.URGENT, Trigger.MEMORY_LOW, 10_000);
    assertThat(
            bytesPerTick(
                () -> {
                  Plan unused = shadow.tick(host.snapshot(), decide(host, urgent), true);
                }))
        .isZero();
  }

  private static Plan decide(CostlyHost host, Demand demand) {
    host.pass();
    Plan plan = host.decider().decide(host.snapshot(), demand);
    readReasons(plan, host.snapshot().devices());
    return plan;
  }

  /** Explanations are read in every tick, by the ledger. */
  private static void readReasons(Plan plan, DeviceTable devices) {
    Reasons reasons = plan.reasons();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (reasons.rule(slot).isEmpty() || reasons.idleNanos(slot) < 0) {
        throw new AssertionError("a device without a rule");
      }
    }
  }

  /** After as many ticks to warm up: what the JVM itself allocates for this thread vanishes. */
  private static long bytesPerTick(Runnable tick) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    repeat(tick);
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(tick);
    return (threads.getCurrentThreadAllocatedBytes() - before) / TICKS;
  }

  private static void repeat(Runnable tick) {
    for (int i = 0; i < TICKS; i++) {
      tick.run();
    }
  }
}
