package org.tcmureclaim.guard;

import org.tcmureclaim.demand.Urgency;

/**
 * How much one plan may take, so that a policy gone wrong is noticed before it has taken
 * everything: so many devices, and a share of each customer's pages. A customer's first device may
 * go whole, or one with a single device could never give more than the share. An emergency is past
 * such care.
 */
final class BlastRadius {

  private BlastRadius() {}

  /** Whether a plan of so many cuts may take so many pages more. */
  static boolean reaches(
      GuardSettings settings, int cuts, CustomerGuard customer, long pages, Urgency urgency) {
    if (urgency == Urgency.EMERGENCY) {
      return true;
    }
    if (cuts >= settings.mostDevices()) {
      return false;
    }
    return customer.plannedPages() == 0
        || customer.plannedPages() + pages <= mostPages(settings, customer);
  }

  /** Whether such a plan may take no further device, however small. */
  static boolean isReached(
      GuardSettings settings, int cuts, CustomerGuard customer, Urgency urgency) {
    return !reaches(settings, cuts, customer, 1, urgency);
  }

  private static long mostPages(GuardSettings settings, CustomerGuard customer) {
    return (long) (customer.residentPages() * settings.mostCustomerShare());
  }
}
