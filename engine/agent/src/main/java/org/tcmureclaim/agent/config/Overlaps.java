package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.CustomerMatch;
import org.tcmureclaim.configuration.rules.CustomerMatch.Rule;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.PathGlob;

/** Customers that could match the same device. */
public final class Overlaps {
  private Overlaps() {}

  /** A sentence for each pair of customers that some device could match both of. */
  public static List<String> in(Customers customers) {
    List<String> found = new ArrayList<>();
    List<CustomerConfig> all = customers.inOrder();
    for (int later = 1; later < all.size(); later++) {
      for (int first = 0; first < later; first++) {
        if (overlap(all.get(first).match(), all.get(later).match())) {
          found.add(sentence(all.get(first), all.get(later)));
        }
      }
    }
    return found;
  }

  private static String sentence(CustomerConfig first, CustomerConfig later) {
    return "%s: %s and %s (%s) can match the same device; it goes to %s, which comes first"
        .formatted(later.origin(), later.name(), first.name(), first.origin(), first.name());
  }

  private static boolean overlap(CustomerMatch a, CustomerMatch b) {
    return a.rules().stream().anyMatch(x -> b.rules().stream().anyMatch(y -> overlap(x, y)));
  }

  private static boolean overlap(Rule a, Rule b) {
    return meet(hbaAndName(a), hbaAndName(b))
        && meet(a.path(), b.path())
        && meet(a.path(), hbaAndName(b))
        && meet(hbaAndName(a), b.path())
        && meet(a.wwn(), b.wwn())
        && prefixesMeet(a.devConfig(), b.devConfig());
  }

  private static PathGlob hbaAndName(Rule rule) {
    return new PathGlob(pattern(rule.hba()) + "/" + pattern(rule.name()));
  }

  private static String pattern(@Nullable PathGlob glob) {
    return glob == null ? "*" : glob.pattern();
  }

  private static boolean meet(@Nullable PathGlob a, @Nullable PathGlob b) {
    return a == null || b == null || a.meets(b);
  }

  private static boolean prefixesMeet(@Nullable String a, @Nullable String b) {
    return a == null || b == null || a.startsWith(b) || b.startsWith(a);
  }
}
