package org.tcmureclaim.recording.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.SectionParameters;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.decision.Granularity;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.ChainPolicy;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.recording.json.JsonFile;

/**
 * Reads settings back. One reader reads all settings of a recording in their order: a policy that
 * is the same in two of them is the same object, as it was in the agent.
 */
public final class SettingsReader {
  private static final long MOST = Long.MAX_VALUE;

  private record Kept(String fingerprint, ReclaimPolicy policy) {}

  private final Map<String, PolicyFactory> factories;
  private Map<String, Kept> kept = new HashMap<>();
  private Map<String, Kept> next = new HashMap<>();

  /**
   * @param factories the policies there are, by name
   */
  public SettingsReader(Map<String, PolicyFactory> factories) {
    this.factories = Map.copyOf(factories);
  }

  /**
   * Reads the next settings.
   *
   * @throws ConfigurationException where they are damaged, or need a policy that is not there
   */
  public DecisionSettings read(Path file) {
    return of(JsonFile.read(file, Set.of()));
  }

  DecisionSettings of(Section top) {
    List<CustomerPolicy> customers = new ArrayList<>();
    for (Section section : top.sections("customers")) {
      customers.add(customer(section));
    }
    DecisionSettings settings =
        new DecisionSettings(
            demand(top.section("demand")),
            guard(top.section("guard")),
            top.oneOf("granularity", Granularity.class),
            customers);
    top.rejectUnread();
    kept = next;
    next = new HashMap<>();
    return settings;
  }

  private static DemandSettings demand(Section s) {
    return new DemandSettings(
        whole(s, "min_bytes"),
        whole(s, "low_bytes"),
        whole(s, "high_bytes"),
        whole(s, "plenty_bytes"),
        decimal(s, "stall_goal_share"),
        decimal(s, "gain_per_second"),
        decimal(s, "some_event_share"),
        decimal(s, "full_event_share"),
        whole(s, "stale_after_nanos"));
  }

  private static GuardSettings guard(Section s) {
    return new GuardSettings(
        whole(s, "cooldown_nanos"),
        whole(s, "stale_after_nanos"),
        whole(s, "keep_pages"),
        whole(s, "smallest_release_pages"),
        (int) s.wholeNumber("most_devices", 1, Integer.MAX_VALUE),
        decimal(s, "most_customer_share"),
        whole(s, "cut_budget_nanos"),
        (int) s.wholeNumber("regret_patience", 0, Integer.MAX_VALUE),
        decimal(s, "regret_limit_share"));
  }

  private CustomerPolicy customer(Section s) {
    CustomerSettings settings =
        new CustomerSettings(
            s.text("name"),
            new Protection(
                whole(s, "min_pages"),
                whole(s, "low_pages"),
                whole(s, "high_pages"),
                whole(s, "max_pages")),
            whole(s, "keep_pages"),
            (int) s.wholeNumber("weight", 1, 10_000),
            new Quota(whole(s, "quota_pages_per_second"), whole(s, "quota_lock_nanos_per_second")),
            s.oneOf("preference", Preference.class),
            s.sections("quiet").stream().map(SettingsReader::quietTime).toList());
    Section policy = s.section("policy");
    return new CustomerPolicy(
        settings,
        policy.text("label"),
        policy("policy of " + settings.name(), policy),
        s.has("canary") ? candidate(settings.name(), s.section("canary")) : null);
  }

  private static QuietTime quietTime(Section s) {
    return new QuietTime(
        (int) s.wholeNumber("from_second_of_day", 0, 86_400),
        (int) s.wholeNumber("to_second_of_day", 0, 86_400),
        whole(s, "trim_ahead_seconds"));
  }

  private @Nullable Candidate candidate(String customer, Section s) {
    Section policy = s.section("policy");
    return new Candidate(
        policy.text("label"),
        policy("canary of " + customer, policy),
        new CanarySettings(
            decimal(s, "device_share"),
            decimal(s, "most_regret_share"),
            whole(s, "most_cut_nanos"),
            whole(s, "least_cut_pages")));
  }

  private ReclaimPolicy policy(String role, Section s) {
    String fingerprint = s.text("fingerprint");
    List<ReclaimPolicy> chain = new ArrayList<>();
    for (Section link : s.sections("chain")) {
      chain.add(create(link));
    }
    if (chain.isEmpty()) {
      throw s.reject("chain", "is empty");
    }
    Kept before = kept.get(role);
    if (before == null || !before.fingerprint.equals(fingerprint)) {
      ReclaimPolicy policy = chain.size() == 1 ? chain.get(0) : new ChainPolicy(chain);
      before = new Kept(fingerprint, policy);
    }
    next.put(role, before);
    return before.policy;
  }

  private ReclaimPolicy create(Section link) {
    String name = link.text("name");
    PolicyFactory factory = factories.get(name);
    if (factory == null) {
      throw link.reject(
          "name", "no policy '" + name + "' here; --policies-dir DIR names the folder of its jar");
    }
    return KnownPolicies.create(factory, new SectionParameters(link));
  }

  private static long whole(Section s, String key) {
    return s.wholeNumber(key, -MOST, MOST);
  }

  /** As many digits as it takes; those of an operator's configuration have a few. */
  private static double decimal(Section s, String key) {
    String text = s.text(key);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw s.reject(key, "expected a number, got '" + text + "'");
    }
  }
}
