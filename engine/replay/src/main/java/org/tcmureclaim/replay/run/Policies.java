package org.tcmureclaim.replay.run;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;

/** The policies that can be replayed: those on the class path, and the stock kernel. */
public final class Policies {
  private final Map<String, PolicyFactory> byName = new TreeMap<>();

  /** Looks for them. */
  public Policies() {
    for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class)) {
      byName.put(factory.name(), factory);
    }
    PolicyFactory stock = new StockKernel.Factory();
    byName.putIfAbsent(stock.name(), stock);
  }

  /** Their factories by name, in the order of names. */
  public Map<String, PolicyFactory> byName() {
    return byName;
  }

  /** A policy with default parameters and no history. */
  public ReclaimPolicy create(String name) {
    PolicyFactory factory = byName.get(name);
    if (factory == null) {
      String guess =
          NearMiss.of(name, byName.keySet()).map(n -> "; did you mean '" + n + "'?").orElse("");
      throw new ConfigurationException(
          "no policy '" + name + "'; known: " + String.join(", ", byName.keySet()) + guess);
    }
    return factory.create(NoParameters.INSTANCE);
  }
}
