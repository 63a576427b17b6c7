package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.builtin.StockPolicy;

class PausedCustomersTest {
  private static CustomerPolicy customer(String name) {
    return new CustomerPolicy(CustomerSettings.unlimited(name), "stock", new StockPolicy());
  }

  @Test
  void pausedCustomer_isNeverCut_andKeepsItsPolicy_othersStayAsTheyAre() {
    CustomerPolicy acme = customer("acme");
    CustomerPolicy birch = customer("birch");
    DecisionSettings settings =
        new DecisionSettings(
            new DemandSettings(1, 2, 3, 4, 0.01, 1, 0.1, 0.2, 1),
            new GuardSettings(1, 1, 0, 1),
            Granularity.DEVICE,
            List.of(acme, birch));
    List<CustomerPolicy> paused = PausedCustomers.in(settings, Set.of("acme")).customers();
    assertThat(paused.get(0).settings().preference()).isEqualTo(Preference.NEVER);
    assertThat(paused.get(0).policy()).isSameAs(acme.policy());
    assertThat(paused.get(1)).isEqualTo(birch);
    assertThat(PausedCustomers.in(settings, Set.of())).isEqualTo(settings);
  }
}
