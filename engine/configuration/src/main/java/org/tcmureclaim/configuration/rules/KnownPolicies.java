package org.tcmureclaim.configuration.rules;

import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.policy.PolicyFactory;

/** The policies on the class path, those of jars that were dropped into a folder among them. */
public final class KnownPolicies {
  private KnownPolicies() {}

  /**
   * Every policy by name, in the order of names.
   *
   * @throws ConfigurationException where one cannot be loaded or two have one name
   */
  public static Map<String, PolicyFactory> byName() {
    Map<String, PolicyFactory> byName = new TreeMap<>();
    try {
      for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class)) {
        PolicyFactory other = byName.putIfAbsent(factory.name(), factory);
        if (other != null) {
          throw new ConfigurationException(
              "two policies are named '%s': %s and %s; remove one of them"
                  .formatted(factory.name(), describe(other), describe(factory)));
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ConfigurationException(
          "a policy cannot be loaded: "
              + e.getMessage()
              + "; mend or remove its jar in policies.d or --policies-dir",
          e);
    }
    return byName;
  }

  private static String describe(PolicyFactory factory) {
    var source = factory.getClass().getProtectionDomain().getCodeSource();
    return factory.getClass().getName()
        + (source == null ? "" : " in " + source.getLocation().getPath());
  }
}
