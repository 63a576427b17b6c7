package org.tcmureclaim.policy.builtin;

import java.util.Map;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.PolicyParameters;

/** Parameters in a test, as numbers. */
record ParametersFixture(Map<String, Long> values) implements PolicyParameters {

  @Override
  public long pages(String key, long fallbackPages) {
    return values.getOrDefault(key, fallbackPages);
  }

  @Override
  public long nanos(String key, long fallbackNanos) {
    return values.getOrDefault(key, fallbackNanos);
  }

  @Override
  public double share(String key, double fallback) {
    return NoParameters.INSTANCE.share(key, fallback);
  }

  @Override
  public RuntimeException reject(String key, String problem) {
    return NoParameters.INSTANCE.reject(key, problem);
  }
}
