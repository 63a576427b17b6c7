package org.tcmureclaim.agent.config;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.SectionParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * The policy that was asked for, with parameters that it accepts.
 *
 * @param section where its name and parameters stand
 */
public record PolicyConfig(PolicyFactory factory, Section section) {
  private static final String DEFAULT_NAME = "lru";

  static PolicyConfig bind(Section section, Map<String, PolicyFactory> known) {
    String name = section.text("name", DEFAULT_NAME);
    PolicyFactory factory = known.get(name);
    if (factory == null) {
      String names = known.isEmpty() ? "none" : String.join(", ", known.keySet());
      String guess =
          NearMiss.of(name, known.keySet()).map(n -> "; did you mean '" + n + "'?").orElse("");
      throw section.reject("name", "no policy '" + name + "'; known: " + names + guess);
    }
    var policy = new PolicyConfig(factory, section);
    // Made once for nothing, so that parameters it cannot use are refused with the file.
    policy.newPolicy();
    return policy;
  }

  public String name() {
    return factory.name();
  }

  /** A policy with these parameters and no history. */
  public ReclaimPolicy newPolicy() {
    return factory.create(new SectionParameters(section));
  }

  /** Every policy on the class path by name, in the order of names. */
  public static Map<String, PolicyFactory> known() {
    Map<String, PolicyFactory> byName = new TreeMap<>();
    for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class)) {
      PolicyFactory other = byName.putIfAbsent(factory.name(), factory);
      if (other != null) {
        throw new IllegalStateException(
            "two policies are named '%s': %s and %s"
                .formatted(
                    factory.name(), other.getClass().getName(), factory.getClass().getName()));
      }
    }
    return byName;
  }
}
