package org.tcmureclaim.configuration;

import org.tcmureclaim.policy.PolicyParameters;

/** The parameters of a policy as they stand beside its name in a section. */
public record SectionParameters(Section section) implements PolicyParameters {

  @Override
  public long pages(String key, long fallbackPages) {
    return section.pages(key, fallbackPages);
  }

  @Override
  public long nanos(String key, long fallbackNanos) {
    return section.durationNanos(key, 0, Long.MAX_VALUE, fallbackNanos);
  }

  @Override
  public double share(String key, double fallback) {
    return section.share(key, fallback);
  }

  @Override
  public RuntimeException reject(String key, String problem) {
    return section.reject(key, problem);
  }
}
