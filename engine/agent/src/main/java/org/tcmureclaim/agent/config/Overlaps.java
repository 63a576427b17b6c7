package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.configuration.glob.DevicePatterns;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.CustomerMatch;
import org.tcmureclaim.configuration.rules.Customers;

/** Customers that could match the same device. */
public final class Overlaps {
  private Overlaps() {}

  /** A sentence for each pair of customers that some device could match both of. */
  public static List<String> in(Customers customers) {
    DevicePatterns patterns = new DevicePatterns();
    List<String> found = new ArrayList<>();
    List<CustomerConfig> all = customers.inOrder();
    for (int place = 1; place < all.size(); place++) {
      CustomerConfig later = all.get(place);
      for (CustomerConfig first : customers.near(later.match().rules(), place)) {
        if (overlap(patterns, first.match(), later.match())) {
          found.add(sentence(first, later));
        }
      }
    }
    return found;
  }

  private static String sentence(CustomerConfig first, CustomerConfig later) {
    return "%s: %s and %s (%s) can match the same device; it goes to %s, which comes first"
        .formatted(later.origin(), later.name(), first.name(), first.origin(), first.name());
  }

  private static boolean overlap(DevicePatterns patterns, CustomerMatch a, CustomerMatch b) {
    return a.rules().stream()
        .anyMatch(
            x -> b.rules().stream().anyMatch(y -> patterns.surelyMeet(x.pattern(), y.pattern())));
  }
}
