package org.tcmureclaim.replay.expectation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.glob.Glob;
import org.tcmureclaim.configuration.glob.GlobException;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.host.DeviceIdentity;
import org.tcmureclaim.replay.expectation.Expectation.Measure;
import org.tcmureclaim.replay.expectation.Expectation.Outcome;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.simulation.memory.StallKind;

/** Reads one item below {@code assert}: exactly one assertion. */
final class ExpectationReader {
  private static final Pattern RATIO = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,4})?)x optimum");
  private static final String NEVER_CUT_BELOW = "never_cut_below";
  private static final String REALLOCATIONS = "reallocations_at_most";
  private static final String REGRET = "regret_at_most";
  private static final String TICKS_OVER_BUDGET = "ticks_over_budget_at_most";
  private static final String TRUNCATIONS = "truncations_at_most";
  private static final String FREE = "free";
  private static final String WITHIN = "within";
  private static final String OF_SOME = "of_psi_some";
  private static final String OF_FULL = "of_psi_full";
  private static final long MOST_NANOS = 86_400_000_000_000L;
  private static final List<String> KINDS =
      List.of(NEVER_CUT_BELOW, REALLOCATIONS, REGRET, TICKS_OVER_BUDGET, TRUNCATIONS, FREE);

  /** Those of the configuration; none where a policy decides alone. */
  private final Optional<Customers> customers;

  /** Whether the pressure of a recorded host decides in all runs. */
  private final boolean closed;

  ExpectationReader(Optional<Customers> customers, boolean closed) {
    this.customers = customers;
    this.closed = closed;
  }

  Expectation read(Section item) {
    List<String> given = KINDS.stream().filter(item::has).toList();
    if (given.size() != 1) {
      throw item.reject(
          given.isEmpty() ? KINDS.get(0) : given.get(1),
          "an assertion has exactly one of " + String.join(", ", KINDS));
    }
    return switch (given.get(0)) {
      case NEVER_CUT_BELOW -> neverCutBelow(item);
      case REALLOCATIONS -> reallocations(item);
      case REGRET -> regret(item);
      case TICKS_OVER_BUDGET -> ticksOverBudget(item);
      case FREE -> free(item);
      default -> truncations(item);
    };
  }

  private Expectation neverCutBelow(Section item) {
    long pages = item.pages(NEVER_CUT_BELOW, 0);
    String size = item.text(NEVER_CUT_BELOW);
    if (item.has("customer") == item.has("devices")) {
      throw item.reject(NEVER_CUT_BELOW, "of whom? Give either customer: or devices:");
    }
    if (item.has("devices")) {
      Glob glob = glob(item, "devices");
      return new Expectation(
          item.origin(),
          "devices " + glob.pattern() + " never cut below " + size,
          ticks -> new GroupFloor(ticks, device -> glob.matches(device.path()), pages));
    }
    String name = item.text("customer");
    Predicate<DeviceIdentity> group = customer(item, name);
    return new Expectation(
        item.origin(),
        "customer " + name + " never cut below " + size,
        ticks -> new GroupFloor(ticks, group, pages));
  }

  private static Glob glob(Section item, String key) {
    try {
      return Glob.of(item.text(key));
    } catch (GlobException e) {
      throw item.reject(key, e.problem());
    }
  }

  private Predicate<DeviceIdentity> customer(Section item, String name) {
    if (customers.isEmpty()) {
      throw item.reject("customer", "there are customers only with config:; give devices: a glob");
    }
    Customers known = customers.get();
    List<String> names = known.all().stream().map(CustomerConfig::name).toList();
    if (!names.contains(name)) {
      throw item.reject(
          "customer",
          "no customer '"
              + name
              + "'; known: "
              + String.join(", ", names)
              + NearMiss.hint(name, names));
    }
    return device -> known.of(device).name().equals(name);
  }

  private static Expectation reallocations(Section item) {
    String text = item.text(REALLOCATIONS);
    Matcher ratio = RATIO.matcher(text);
    if (ratio.matches()) {
      double most = Double.parseDouble(ratio.group(1));
      return of(
          item,
          "re-allocations at most " + text,
          (result, optimum) ->
              new Outcome(
                  result.reallocatedPages() <= most * optimum.reallocatedPages(),
                  measured(result, optimum)));
    }
    if (text.contains("optimum")) {
      throw item.reject(
          REALLOCATIONS, "expected a size or such as '1.5x optimum', got '" + text + "'");
    }
    long mostPages = item.pages(REALLOCATIONS, 0);
    return of(
        item,
        "re-allocations at most " + text,
        (result, optimum) ->
            new Outcome(result.reallocatedPages() <= mostPages, measured(result, optimum)));
  }

  private static String measured(RunResult result, Optimum optimum) {
    return String.format(
        Locale.ROOT,
        "%d pages, %.1f MiB; the optimum is %d, so %.2fx",
        result.reallocatedPages(),
        result.reallocatedPages() / 256.0,
        optimum.reallocatedPages(),
        result.reallocatedPages() / (double) Math.max(1, optimum.reallocatedPages()));
  }

  private static Expectation regret(Section item) {
    double most = item.share(REGRET, 0);
    return new Expectation(
        item.origin(), "regret at most " + item.text(REGRET), ticks -> new CutRegret(ticks, most));
  }

  private static Expectation ticksOverBudget(Section item) {
    long most = item.wholeNumber(TICKS_OVER_BUDGET, 0, Integer.MAX_VALUE);
    return of(
        item,
        "ticks over budget at most " + most,
        (result, unused) ->
            new Outcome(
                result.ticksOverBudget() <= most,
                "%d, of which %d could have been avoided"
                    .formatted(result.ticksOverBudget(), result.avoidableTicksOverBudget())));
  }

  private static Expectation truncations(Section item) {
    long most = item.wholeNumber(TRUNCATIONS, 0, Long.MAX_VALUE);
    return of(
        item,
        "truncations at most " + most,
        (result, unused) ->
            new Outcome(result.truncations() <= most, Long.toString(result.truncations())));
  }

  private Expectation free(Section item) {
    if (!closed) {
      throw item.reject(FREE, "needs budget: trace, where the pressure of a host decides");
    }
    if (item.has(OF_SOME) == item.has(OF_FULL)) {
      throw item.reject(FREE, "within how long of what? Give either of_psi_some: or of_psi_full:");
    }
    String of = item.has(OF_SOME) ? OF_SOME : OF_FULL;
    StallKind kind = item.has(OF_SOME) ? StallKind.SOME : StallKind.FULL;
    long bytes = item.sizeBytes(FREE, 1, Long.MAX_VALUE);
    long withinNanos = item.durationNanos(WITHIN, 0, MOST_NANOS);
    double share = item.share(of, 0);
    if (share == 0) {
      throw item.reject(of, "must be above 0%");
    }
    return new Expectation(
        item.origin(),
        "%s free within %s of PSI %s %s"
            .formatted(
                item.text(FREE),
                item.text(WITHIN),
                kind == StallKind.SOME ? "some" : "full",
                item.text(of)),
        ticks -> new FreeWithin(bytes, withinNanos, kind, share, ticks.tickNanos()));
  }

  private static Expectation of(Section item, String text, Expectation.Examination examination) {
    Measure measure = Expectation.ofResult(examination);
    return new Expectation(item.origin(), text, measure);
  }
}
