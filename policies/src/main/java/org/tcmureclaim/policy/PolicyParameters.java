package org.tcmureclaim.policy;

/**
 * The parameters of one policy as its configuration gives them. Every method throws what {@link
 * #reject} would return where the text is not of its form. A key that no method was asked for is
 * refused by the caller afterwards.
 */
public interface PolicyParameters {

  /** A size such as {@code 16MiB}, in pages, rounded up; {@code fallback} where it is absent. */
  long pages(String key, long fallbackPages);

  /** A duration such as {@code 30s}, in nanoseconds; {@code fallback} where it is absent. */
  long nanos(String key, long fallbackNanos);

  /** A share such as {@code 35%}, as 0.35; {@code fallback} where it is absent. */
  double share(String key, double fallback);

  /** An exception that names file, line and key; the caller throws it. */
  RuntimeException reject(String key, String problem);
}
