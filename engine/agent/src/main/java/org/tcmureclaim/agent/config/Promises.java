package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.SizeText;
import org.tcmureclaim.configuration.glob.DevicePattern;
import org.tcmureclaim.configuration.glob.DevicePatterns;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.CustomerMatch.Rule;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.snapshot.HostSnapshot;

/** What a configuration promises to leave in memory, and another one does not. */
public final class Promises {
  private final DevicePatterns patterns = new DevicePatterns();
  private final List<String> lost = new ArrayList<>();

  private Promises() {}

  /** A few words for each promise of {@code before} that {@code after} does not make. */
  public static List<String> lost(AgentConfig before, AgentConfig after) {
    Promises promises = new Promises();
    promises.lower("guard.keep", before.guard().keepPages(), after.guard().keepPages());
    Map<String, CustomerConfig> now = byName(after.customers());
    for (CustomerConfig customer : before.customers().all()) {
      if (promisesAnything(customer.settings())) {
        promises.compare(customer, now.get(customer.name()));
      }
    }
    return List.copyOf(promises.lost);
  }

  private static boolean promisesAnything(CustomerSettings settings) {
    return settings.protection().lowPages() > 0
        || settings.keepPages() > 0
        || strength(settings.preference()) > strength(Preference.NEUTRAL);
  }

  private void compare(CustomerConfig was, @Nullable CustomerConfig is) {
    String name = "customers." + was.name();
    if (is == null) {
      lost.add(name + " is gone, with " + text(was.settings()));
      return;
    }
    CustomerSettings a = was.settings();
    CustomerSettings b = is.settings();
    lower(name + ".min", a.protection().minPages(), b.protection().minPages());
    lower(name + ".low", a.protection().lowPages(), b.protection().lowPages());
    lower(name + ".keep", a.keepPages(), b.keepPages());
    if (strength(b.preference()) < strength(a.preference())) {
      lost.add(
          "%s.preference %s -> %s".formatted(name, word(a.preference()), word(b.preference())));
    }
    List<DevicePattern> now = is.match().rules().stream().map(Rule::pattern).toList();
    for (Rule rule : was.match().rules()) {
      if (!now.contains(rule.pattern()) && !patterns.surelyCovered(rule.pattern(), now)) {
        lost.add(name + ".match no longer has all that it had, of " + text(a));
        return;
      }
    }
  }

  private void lower(String key, long before, long after) {
    if (after < before) {
      lost.add("%s %s -> %s".formatted(key, size(before), size(after)));
    }
  }

  private static String text(CustomerSettings settings) {
    List<String> parts = new ArrayList<>();
    add(parts, "min", settings.protection().minPages());
    add(parts, "low", settings.protection().lowPages());
    add(parts, "keep", settings.keepPages());
    if (strength(settings.preference()) > strength(Preference.NEUTRAL)) {
      parts.add("preference " + word(settings.preference()));
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String key, long pages) {
    if (pages > 0) {
      parts.add(key + " " + size(pages));
    }
  }

  private static int strength(Preference preference) {
    return switch (preference) {
      case PREFER -> 0;
      case NEUTRAL -> 1;
      case AVOID -> 2;
      case NEVER -> 3;
    };
  }

  private static String word(Preference preference) {
    return preference.name().toLowerCase(Locale.ROOT);
  }

  private static String size(long pages) {
    return SizeText.of(pages * HostSnapshot.PAGE_BYTES);
  }

  private static Map<String, CustomerConfig> byName(Customers customers) {
    Map<String, CustomerConfig> byName = new LinkedHashMap<>();
    customers.all().forEach(customer -> byName.put(customer.name(), customer));
    return byName;
  }
}
