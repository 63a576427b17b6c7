package org.tcmureclaim.policy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/** On a host of four times the size, a policy speaks to the guard four times as often, no more. */
class GrowthTest {
  private static final int DEVICES = 250;
  private static final int TIMES = 4;
  private static final int TICKS = 40;
  private static final double TOLERANCE = 1.1;

  static Stream<String> policies() {
    return factories().map(PolicyFactory::name);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void callsOfAGuardThatAllows_growWithTheDevices(String policy) {
    double small = calls(policy, DEVICES, true);
    assertThat(calls(policy, DEVICES * TIMES, true) / small).isBetween(1.0, TIMES * TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void callsOfAGuardThatRefuses_growWithTheDevices(String policy) {
    double small = calls(policy, DEVICES, false);
    assertThat(calls(policy, DEVICES * TIMES, false) / small).isBetween(1.0, TIMES * TOLERANCE);
  }

  private static long calls(String name, int count, boolean allows) {
    var host = new HostFixture();
    for (int i = 0; i < count; i++) {
      host.device("user_0/lun%05d".formatted(i), 100 + i % 900);
    }
    ReclaimPolicy policy =
        factories()
            .filter(factory -> factory.name().equals(name))
            .findFirst()
            .orElseThrow()
            .create(NoParameters.INSTANCE);
    var calls = new Calls(host, allows);
    var demand = new Demand();
    DeviceTable devices = host.snapshot().devices();
    for (int tick = 0; tick < TICKS; tick++) {
      host.pass(SECOND_NANOS);
      for (int slot = tick % 7; slot < count; slot += 7) {
        long peak = 1 + (slot % 250 * 31L + tick * 17L) % 900;
        host.use(slot).holds(slot, Math.max(peak, devices.residentPages(slot)), peak);
        devices.updatePeak(slot, peak);
      }
      demand.want(Urgency.URGENT, Trigger.MEMORY_LOW, devices.totalResidentPages() / 50);
      policy.observe(host.snapshot());
      policy.scan(host.snapshot(), demand, calls);
    }
    return calls.count;
  }

  private static Stream<PolicyFactory> factories() {
    return ServiceLoader.load(PolicyFactory.class).stream().map(ServiceLoader.Provider::get);
  }

  private static final class Calls implements CutOffers {
    private final HostFixture host;
    private final boolean allows;
    private long count;

    Calls(HostFixture host, boolean allows) {
      this.host = host;
      this.allows = allows;
    }

    @Override
    public long offer(int slot, long keepPages) {
      count++;
      DeviceTable devices = host.snapshot().devices();
      long resident = devices.residentPages(slot);
      long keep = Math.max(keepPages, resident - devices.tailPages(slot));
      if (!allows || keep >= resident) {
        return 0;
      }
      host.holds(slot, keep, 0);
      return resident - keep;
    }

    @Override
    public void pass(int slot, Verdict verdict) {
      count++;
    }
  }
}
