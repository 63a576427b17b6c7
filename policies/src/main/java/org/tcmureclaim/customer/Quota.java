package org.tcmureclaim.customer;

/**
 * The most that truncation may take from one customer in a second; what is not used in a second is
 * lost.
 *
 * @param pagesPerSecond pages freed
 * @param lockNanosPerSecond time for which its devices are locked for truncation
 */
public record Quota(long pagesPerSecond, long lockNanosPerSecond) {
  public static final Quota UNLIMITED = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);
}
