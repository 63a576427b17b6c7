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

  static boolean reaches(
      GuardSettings settings, int cuts, CustomerGuard customer, long pages, Urgency urgency) {
    if (urgency == Urgency.EMERGENCY) {
      return true;
    }
    if (cuts >= settings.mostDevices()) {
      return false;
    }
    long mostPages = (long) (customer.residentPages() * settings.mostCustomerShare());
    return customer.plannedPages() == 0 || customer.plannedPages() + pages <= mostPages;
  }
}
