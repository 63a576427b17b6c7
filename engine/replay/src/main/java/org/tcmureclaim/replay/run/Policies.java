package org.tcmureclaim.replay.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;

/** The policies that can be replayed: those that the agent knows. */
public final class Policies {
  // Looked for once they are asked for: a broken jar is no reason to refuse a command's help.
  private @Nullable Map<String, PolicyFactory> found;

  private synchronized Map<String, PolicyFactory> byName() {
    if (found == null) {
      found = KnownPolicies.byName();
    }
    return found;
  }

  /** Their names, in order. */
  public List<String> names() {
    return List.copyOf(byName().keySet());
  }

  /** All of them by name. */
  public Map<String, PolicyFactory> factories() {
    return Map.copyOf(byName());
  }

  /** Whether the policy of this name is made by this factory, and not by one of the same name. */
  boolean isBuiltIn(String name, Class<? extends PolicyFactory> factory) {
    return factory.isInstance(byName().get(name));
  }

  /** A policy with default parameters and no history. */
  public ReclaimPolicy create(String name) {
    PolicyFactory policy = byName().get(name);
    if (policy == null) {
      String guess = NearMiss.hint(name, byName().keySet());
      throw new UsageException(
          "no policy '" + name + "'; known: " + String.join(", ", byName().keySet()) + guess);
    }
    return KnownPolicies.create(policy, NoParameters.INSTANCE);
  }
}
