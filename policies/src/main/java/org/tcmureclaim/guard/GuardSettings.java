package org.tcmureclaim.guard;

/**
 * What no policy may overrule.
 *
 * @param cooldownNanos how long a device is left alone after pages were freed from it; a tenth of
 *     it in an emergency
 * @param staleAfterNanos a device whose figures are older than this is left alone
 * @param keepPages pages at the start of each data area that are never cut
 * @param smallestReleasePages a plan that frees less than this is not worth carrying out
 * @param mostDevices one plan cuts at most so many devices, unless it is an emergency
 * @param mostCustomerShare one plan takes at most this share of a customer's pages, unless it is an
 *     emergency; 0 to 1
 * @param cutBudgetNanos a cut that takes longer than this halves the number of cuts in a plan
 * @param regretPatience how many more cool-downs a device is left alone whose last pages all came
 *     back; 0 for none
 * @param regretLimitShare with more regret than this, a device is cut only when it is urgent; 0 to
 *     1
 */
public record GuardSettings(
    long cooldownNanos,
    long staleAfterNanos,
    long keepPages,
    long smallestReleasePages,
    int mostDevices,
    double mostCustomerShare,
    long cutBudgetNanos,
    int regretPatience,
    double regretLimitShare) {
  public static final int DEFAULT_MOST_DEVICES = 256;
  public static final double DEFAULT_MOST_CUSTOMER_SHARE = 0.5;
  public static final long DEFAULT_CUT_BUDGET_NANOS = 10_000_000L;
  public static final int DEFAULT_REGRET_PATIENCE = 8;
  public static final double DEFAULT_REGRET_LIMIT_SHARE = 0.5;

  public GuardSettings {
    requireAtLeast("cooldownNanos", cooldownNanos, 0);
    requireAtLeast("keepPages", keepPages, 0);
    requireAtLeast("smallestReleasePages", smallestReleasePages, 0);
    requireAtLeast("mostDevices", mostDevices, 1);
    requireAtLeast("cutBudgetNanos", cutBudgetNanos, 1);
    requireAtLeast("regretPatience", regretPatience, 0);
    requireShare("mostCustomerShare", mostCustomerShare);
    requireShare("regretLimitShare", regretLimitShare);
  }

  /** These four, and the default of everything else. */
  public GuardSettings(
      long cooldownNanos, long staleAfterNanos, long keepPages, long smallestReleasePages) {
    this(
        cooldownNanos,
        staleAfterNanos,
        keepPages,
        smallestReleasePages,
        DEFAULT_MOST_DEVICES,
        DEFAULT_MOST_CUSTOMER_SHARE,
        DEFAULT_CUT_BUDGET_NANOS,
        DEFAULT_REGRET_PATIENCE,
        DEFAULT_REGRET_LIMIT_SHARE);
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; at least " + least);
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; from 0 to 1");
    }
  }
}
