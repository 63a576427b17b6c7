package org.tcmureclaim.configuration.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.guard.GuardSettings;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * What a configuration of the agent says of reclaim itself, and nothing of the host that it runs
 * on: for those who decide as the agent does without being one.
 *
 * @param triggers PSI triggers that the agent asks the kernel for
 */
public record ReclaimRules(
    GuardSettings guard,
    PolicyConfig policy,
    Customers customers,
    DemandRules demand,
    List<TriggerConfig> triggers) {

  public ReclaimRules {
    triggers = List.copyOf(triggers);
  }

  /** Those of an agent whose configuration is empty. */
  public static ReclaimRules defaults() {
    Section empty = Section.of("defaults", "{}");
    return bind(empty, List.of(empty));
  }

  /**
   * Reads these rules from {@code agent.yaml} and its drop-ins. Other keys of the file, known or
   * not, are not looked at; {@code tcmu-reclaim check} does that.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  public static ReclaimRules load(Path file) {
    Readings readings = Readings.patient();
    Section root = Section.load(file, readings);
    List<Section> files = new ArrayList<>();
    files.add(root);
    files.addAll(ConfigFiles.bind(root).dropIns(root, file));
    ReclaimRules rules = bind(root, files);
    root.rejectUnreadBelow();
    files.stream().skip(1).forEach(Section::rejectUnread);
    readings.throwProblems();
    return rules;
  }

  private static ReclaimRules bind(Section root, List<Section> files) {
    Map<String, PolicyFactory> policies = KnownPolicies.byName();
    Tick tick = Tick.bind(root);
    PolicyConfig policy = PolicyConfig.bind(root, policies);
    return new ReclaimRules(
        root.bound("guard", guard -> GuardConfig.bind(guard, tick)),
        policy,
        Customers.bind(files, policies, policy),
        new DemandRules(
            root.bound("memory", MemoryConfig::bind),
            root.bound("controller", ControllerConfig::bind)),
        root.bound("pressure", pressure -> PressureConfig.bind(pressure, tick)).triggers());
  }
}
