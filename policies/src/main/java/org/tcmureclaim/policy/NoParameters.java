package org.tcmureclaim.policy;

/** Parameters of which none is given: each is its default. */
public enum NoParameters implements PolicyParameters {
  INSTANCE;

  @Override
  public long pages(String key, long fallbackPages) {
    return fallbackPages;
  }

  @Override
  public long nanos(String key, long fallbackNanos) {
    return fallbackNanos;
  }

  @Override
  public double share(String key, double fallback) {
    return fallback;
  }

  @Override
  public RuntimeException reject(String key, String problem) {
    return new IllegalArgumentException(key + ": " + problem);
  }
}
