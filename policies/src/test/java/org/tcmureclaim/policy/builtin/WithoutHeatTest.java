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
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostFixture;

/** What each policy says of a host that tells neither peaks nor heat, and whether it is so. */
final class WithoutHeatTest {
  private static final int SECONDS = 60;
  private static final long PAGES = 4_000;

  @ParameterizedTest
  @MethodSource("policies")
  void everyPolicy_saysInASentenceOfItsOwn_whatItDoesWithLess(PolicyFactory factory) {
    assertThat(factory.withoutHeat())
        .startsWith(factory.withoutHeat().startsWith("as ever") ? "as ever: it " : "it ")
        .doesNotEndWith(".")
        .isNotEqualTo(new Unspecified().withoutHeat());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyThatGoesOnAsEver_answersTheSame_withAndWithoutPeaks(PolicyFactory factory) {
    if (!factory.withoutHeat().contains("as ever")) {
      return;
    }
    assertThat(ask(factory, true).keeps()).isEqualTo(ask(factory, false).keeps());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyThatLooksAtNeed_takesTheIdleDeviceFirst_withoutPeaks(PolicyFactory factory) {
    if (!Stream.of("lru", "tinylfu", "ladder", "predictive", "priced")
        .anyMatch(factory.name()::equals)) {
      return;
    }
    OffersFixture offers = ask(factory, false);
    assertThat(offers.offered()).first().isEqualTo("user_0/idle");
    assertThat(offers.passed()).containsEntry("user_0/busy", Verdict.DEMAND_MET);
  }

  /** A minute in which one device is idle and the other grows, and a demand for half of one. */
  private static OffersFixture ask(PolicyFactory factory, boolean withPeaks) {
    HostFixture host = new HostFixture();
    DeviceTable devices = host.snapshot().devices();
    int busy = host.device("user_0/busy", PAGES);
    int idle = host.device("user_0/idle", PAGES);
    ReclaimPolicy policy = factory.create(NoParameters.INSTANCE);
    for (int second = 1; second <= SECONDS; second++) {
      host.pass(SECOND_NANOS).use(busy);
      devices.updateUsage(busy, PAGES + second, PAGES, host.nowNanos());
      if (withPeaks) {
        devices.updatePeak(idle, second % 2 * PAGES);
        devices.updatePeak(busy, 0);
      }
      policy.observe(host.snapshot());
    }
    Demand demand = new Demand();
    demand.want(Urgency.URGENT, Trigger.PSI_SOME, PAGES / 2);
    OffersFixture offers = new OffersFixture(host.snapshot());
    policy.scan(host.snapshot(), demand, offers);
    return offers;
  }

  static Stream<PolicyFactory> policies() {
    return ServiceLoader.load(PolicyFactory.class).stream().map(ServiceLoader.Provider::get);
  }

  /** One that says nothing of it. */
  private static final class Unspecified implements PolicyFactory {
    @Override
    public String name() {
      return "unspecified";
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      throw new UnsupportedOperationException();
    }
  }
}
