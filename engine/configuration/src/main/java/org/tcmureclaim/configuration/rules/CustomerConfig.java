package org.tcmureclaim.configuration.rules;

import static org.tcmureclaim.configuration.rules.Durations.hours;

import java.util.Map;
import java.util.Optional;
import org.tcmureclaim.configuration.DaySpan;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.customer.CustomerSettings;
import org.tcmureclaim.customer.Preference;
import org.tcmureclaim.customer.Protection;
import org.tcmureclaim.customer.QuietTime;
import org.tcmureclaim.customer.Quota;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * One customer: which devices are its, what it was promised, and the policy for it.
 *
 * @param policy its own, or the host's
 * @param ownPolicy whether it is its own
 * @param canary on trial with some of its devices
 * @param origin file and line where it begins
 */
public record CustomerConfig(
    CustomerSettings settings,
    CustomerMatch match,
    PolicyConfig policy,
    boolean ownPolicy,
    Optional<CanaryConfig> canary,
    String origin) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public String name() {
    return settings.name();
  }

  static CustomerConfig bind(
      Section section,
      String name,
      CustomerMatch match,
      Map<String, PolicyFactory> policies,
      PolicyConfig hostPolicy) {
    boolean own = section.has("policy") || section.isBlueprint();
    PolicyConfig policy = own ? PolicyConfig.bind(section, policies) : hostPolicy;
    Protection protection = protection(section);
    Preference preference = section.oneOf("preference", Preference.class, Preference.NEUTRAL);
    if (preference == Preference.NEVER && protection.maxPages() != Protection.UNLIMITED) {
      section.refuse(
          "preference",
          "never contradicts high and max: nothing of it is ever trimmed",
          "high",
          "max");
    }
    CustomerSettings settings =
        new CustomerSettings(
            name,
            protection,
            section.pages("keep", 0),
            (int) section.wholeNumber("weight", 1, 10_000, CustomerSettings.DEFAULT_WEIGHT),
            section.bound("quota", CustomerConfig::quota),
            preference,
            Section.boundEach(section.sections("quiet"), CustomerConfig::quietTime));
    Optional<CanaryConfig> canary = CanaryConfig.bind(section, policies);
    if (preference == Preference.NEVER && canary.isPresent() && !section.isBlueprint()) {
      section.refuse("preference", "never contradicts canary: nothing of it is ever cut");
    }
    return new CustomerConfig(settings, match, policy, own, canary, section.origin());
  }

  /** Where {@code low} or {@code high} is left out, its neighbour further out stands for it. */
  private static Protection protection(Section section) {
    long minPages = section.pages("min", 0);
    long lowPages = section.pages("low", minPages);
    long maxPages = section.pages("max", Protection.UNLIMITED);
    long highPages = section.pages("high", maxPages);
    if (lowPages < minPages) {
      section.refuse("low", "must not be below min", "min");
    } else if (highPages < lowPages) {
      String upper = section.has("high") ? "high" : "max";
      section.refuse(upper, "must not be below low and min", "min", "low", "high", "max");
    } else if (maxPages < highPages) {
      section.refuse("max", "must not be below high", "high");
    } else {
      return new Protection(minPages, lowPages, highPages, maxPages);
    }
    return Protection.NONE;
  }

  private static Quota quota(Section section) {
    long bytes = section.bytesPerSecond("freed", Long.MAX_VALUE);
    return new Quota(
        bytes == Long.MAX_VALUE ? bytes : bytes / HostSnapshot.PAGE_BYTES,
        section.nanosPerSecond("locked", Long.MAX_VALUE));
  }

  private static QuietTime quietTime(Section section) {
    DaySpan span = section.daySpan("between");
    long aheadNanos = section.durationNanos("trim_ahead", 0, hours(12), 0);
    return new QuietTime(
        span.fromSecondOfDay(), span.toSecondOfDay(), aheadNanos / NANOS_PER_SECOND);
  }
}
