package org.tcmureclaim.recording.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.canary.CanarySettings;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.decision.Candidate;
import org.tcmureclaim.decision.CustomerPolicy;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.recording.json.JsonText;

/**
 * {@code settings-000001.json}: all that a decider was told by one configuration, resolved on the
 * host that it ran on, so that a workstation needs neither the agent nor the host to read it back.
 */
public final class SettingsFile {
  private SettingsFile() {}

  /** The name of the file of the configuration of this number. */
  public static String name(long number) {
    return String.format(Locale.ROOT, "settings-%06d.json", number);
  }

  /**
   * Writes one.
   *
   * @param policies of the customers, in their order
   */
  public static void write(Path file, DecisionSettings settings, List<CustomerText> policies)
      throws IOException {
    WholeFile.writePrivate(file, text(settings, policies));
  }

  static String text(DecisionSettings settings, List<CustomerText> policies) {
    JsonText customers = JsonText.list();
    for (int i = 0; i < policies.size(); i++) {
      customers.item(customer(settings.customers().get(i), policies.get(i)));
    }
    return JsonText.object()
        .word("granularity", settings.granularity())
        .put("demand", demand(settings.demand()))
        .put("guard", guard(settings.guard()))
        .put("customers", customers)
        .lines();
  }

  private static JsonText demand(DemandSettings demand) {
    return JsonText.object()
        .number("min_bytes", demand.minBytes())
        .number("low_bytes", demand.lowBytes())
        .number("high_bytes", demand.highBytes())
        .number("plenty_bytes", demand.plentyBytes())
        .number("stall_goal_share", demand.stallGoalShare())
        .number("gain_per_second", demand.gainPerSecond())
        .number("some_event_share", demand.someEventShare())
        .number("full_event_share", demand.fullEventShare())
        .number("stale_after_nanos", demand.staleAfterNanos());
  }

  private static JsonText guard(GuardSettings guard) {
    return JsonText.object()
        .number("cooldown_nanos", guard.cooldownNanos())
        .number("stale_after_nanos", guard.staleAfterNanos())
        .number("keep_pages", guard.keepPages())
        .number("smallest_release_pages", guard.smallestReleasePages())
        .number("most_devices", guard.mostDevices())
        .number("most_customer_share", guard.mostCustomerShare())
        .number("cut_budget_nanos", guard.cutBudgetNanos())
        .number("regret_patience", guard.regretPatience())
        .number("regret_limit_share", guard.regretLimitShare());
  }

  private static JsonText customer(CustomerPolicy customer, CustomerText policies) {
    CustomerSettings s = customer.settings();
    Protection protection = s.protection();
    JsonText quiet = JsonText.list();
    for (QuietTime time : s.quietTimes()) {
      quiet.item(
          JsonText.object()
              .number("from_second_of_day", time.fromSecondOfDay())
              .number("to_second_of_day", time.toSecondOfDay())
              .number("trim_ahead_seconds", time.trimAheadSeconds()));
    }
    JsonText json =
        JsonText.object()
            .text("name", s.name())
            .number("min_pages", protection.minPages())
            .number("low_pages", protection.lowPages())
            .number("high_pages", protection.highPages())
            .number("max_pages", protection.maxPages())
            .number("keep_pages", s.keepPages())
            .number("weight", s.weight())
            .number("quota_pages_per_second", s.quota().pagesPerSecond())
            .number("quota_lock_nanos_per_second", s.quota().lockNanosPerSecond())
            .word("preference", s.preference())
            .put("quiet", quiet)
            .put("policy", policy(customer.policyName(), policies.policy()));
    putCanary(json, customer.candidate(), policies.candidate());
    return json;
  }

  private static void putCanary(
      JsonText json, @Nullable Candidate candidate, @Nullable PolicyText text) {
    if (candidate == null || text == null) {
      return;
    }
    CanarySettings limits = candidate.limits();
    json.put(
        "canary",
        JsonText.object()
            .number("device_share", limits.deviceShare())
            .number("most_regret_share", limits.mostRegretShare())
            .number("most_cut_nanos", limits.mostCutNanos())
            .number("least_cut_pages", limits.leastCutPages())
            .put("policy", policy(candidate.policyName(), text)));
  }

  private static JsonText policy(String label, PolicyText policy) {
    JsonText chain = JsonText.list();
    for (Map<String, String> link : policy.links()) {
      JsonText keys = JsonText.object();
      new TreeMap<>(link).forEach(keys::text);
      chain.item(keys);
    }
    return JsonText.object()
        .text("label", label)
        .text("fingerprint", policy.fingerprint())
        .put("chain", chain);
  }
}
