package org.tcmureclaim.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.rules.Customers;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.configuration.rules.PolicyConfig;
import org.tcmureclaim.configuration.rules.UnreachedCustomers;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * A drop-in by itself, without the files that it is going to be beside. It may leave out what those
 * say of its customers.
 */
public record DropIn(Customers customers, Readings readings) {

  /**
   * Reads and checks a file.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  public static DropIn load(Path file) {
    Map<String, PolicyFactory> policies = KnownPolicies.byName();
    Readings readings = Readings.patient();
    Section root = Section.load(file, readings);
    PolicyConfig hostPolicy = PolicyConfig.bind(Section.of("default", "{}"), policies);
    Customers customers = Customers.bindAlone(root, policies, hostPolicy);
    root.rejectUnread();
    readings.throwProblems();
    return new DropIn(customers, readings);
  }

  /** What has no effect whatever stands in other files, with file, line and key. */
  public List<String> withoutEffect() {
    List<String> all = new ArrayList<>(readings.withoutEffect());
    all.addAll(UnreachedCustomers.impossibleRulesOf(customers));
    return all;
  }

  /** What has no effect on a host with this much memory, besides. */
  public List<String> withoutEffectOn(long memoryBytes) {
    return AboveMemory.in(readings, memoryBytes);
  }
}
