package org.tcmureclaim.replay.expectation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.configuration.rules.ReclaimRules;
import org.tcmureclaim.replay.command.ServiceTime;
import org.tcmureclaim.replay.command.ServiceTimes;
import org.tcmureclaim.replay.format.CommandFormats;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.trace.HostFiles;
import org.tcmureclaim.replay.trace.Traces;

/** Reads files of policy tests; paths in them are relative to the file. */
public final class PolicyTestFile {
  private static final String BUILTIN = "builtin:";

  private final Path file;
  private final Set<String> policies = KnownPolicies.byName().keySet();

  private PolicyTestFile(Path file) {
    this.file = file;
  }

  /**
   * All tests of a file.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  public static List<PolicyTest> load(Path file) {
    Readings readings = Readings.patient();
    Section root = Section.load(file, readings);
    PolicyTestFile reader = new PolicyTestFile(file);
    List<PolicyTest> tests = new ArrayList<>();
    List<Section> sections = root.attempt(() -> root.sections("tests"), List::<Section>of);
    for (Section section : sections) {
      root.attempt(() -> Optional.of(reader.test(section)), Optional::<PolicyTest>empty)
          .ifPresent(tests::add);
    }
    root.rejectUnread();
    if (sections.isEmpty() && !readings.hasProblems()) {
      throw root.reject("tests", "is missing or empty; nothing would be tested");
    }
    readings.throwProblems();
    return tests;
  }

  private PolicyTest test(Section section) {
    String name = section.text("name");
    List<String> traces = traces(section);
    String format = format(section);
    ServiceTimes serviceTimes = serviceTimes(section);
    String policy = policy(section);
    List<Budget> budgets = budgets(section);
    boolean closed = budgets.stream().anyMatch(Budget::isTrace);
    LoopSource loop = loop(section, closed);
    ExpectationReader reader =
        new ExpectationReader(customers(policy), budgets.stream().allMatch(Budget::isTrace));
    List<Expectation> expectations = new ArrayList<>();
    List<Section> items = section.sections("assert");
    if (items.isEmpty()) {
      throw section.reject("assert", "is missing or empty; nothing would be tested");
    }
    for (Section item : items) {
      section
          .attempt(() -> Optional.of(reader.read(item)), Optional::<Expectation>empty)
          .ifPresent(expectations::add);
    }
    return new PolicyTest(
        name, section.origin(), traces, format, serviceTimes, loop, policy, budgets, expectations);
  }

  /** One, or with {@code together: true} several, separated by commas. */
  private List<String> traces(Section section) {
    String text = section.text("trace");
    List<String> names =
        section.flag("together", false)
            ? Arrays.stream(text.split(",", -1)).map(String::strip).toList()
            : List.of(text);
    if (names.size() > 1 && names.stream().anyMatch(name -> name.startsWith(BUILTIN))) {
      throw section.reject("trace", "a built-in workload cannot be read together with others");
    }
    return names.stream()
        .map(name -> name.startsWith(BUILTIN) ? name : beside(section, "trace", name).toString())
        .toList();
  }

  private static String format(Section section) {
    String format = section.text("format", "");
    try {
      if (!format.isEmpty()) {
        CommandFormats.requireKnown(format, Traces.PAGES);
      }
    } catch (UsageException e) {
      throw section.reject("format", String.valueOf(e.getMessage()));
    }
    return format;
  }

  private LoopSource loop(Section section, boolean closed) {
    if (section.has("pressure") && !closed) {
      throw section.reject("pressure", "closes the loop; add budget: trace, or remove it");
    }
    return new LoopSource(
        HostFiles.of(
            section.has("pressure")
                ? List.of(beside(section, "pressure", section.text("pressure")))
                : List.of()),
        section.has("memory")
            ? OptionalLong.of(section.sizeBytes("memory", 1 << 20, Long.MAX_VALUE))
            : OptionalLong.empty(),
        section.oneOf("held_then", HeldThen.class, HeldThen.HIGH_WATER),
        section.oneOf("psi", StallModel.class, StallModel.RELIEVED));
  }

  private String policy(Section section) {
    if (section.has("policy") == section.has("config")) {
      throw section.reject("policy", "give either policy: a name, or config: a file");
    }
    if (section.has("config")) {
      return PolicyRun.CONFIGURATION + beside(section, "config", section.text("config"));
    }
    String name = section.text("policy");
    if (!policies.contains(name)) {
      String guess = NearMiss.hint(name, policies);
      throw section.reject(
          "policy", "no policy '" + name + "'; known: " + String.join(", ", policies) + guess);
    }
    return name;
  }

  private static Optional<Customers> customers(String policy) {
    return PolicyRun.isConfiguration(policy)
        ? Optional.of(
            ReclaimRules.load(Path.of(policy.substring(PolicyRun.CONFIGURATION.length())))
                .customers())
        : Optional.empty();
  }

  private static ServiceTimes serviceTimes(Section section) {
    String text = section.text("service_time", "fixed:5ms");
    try {
      var unused = ServiceTime.of(text);
    } catch (ConfigurationException e) {
      throw section.reject("service_time", String.valueOf(e.getMessage()));
    }
    return new ServiceTimes(List.of(text), section.has("service_time"));
  }

  private static List<Budget> budgets(Section section) {
    try {
      return Arrays.stream(section.text("budget").split(",", -1))
          .map(text -> new Budget(text.strip()))
          .toList();
    } catch (ConfigurationException e) {
      throw section.has("budget") ? section.reject("budget", String.valueOf(e.getMessage())) : e;
    }
  }

  private Path beside(Section section, String key, String path) {
    try {
      return file.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw section.reject(key, "expected a path, got '" + path.replace('\0', '?') + "'");
    }
  }
}
