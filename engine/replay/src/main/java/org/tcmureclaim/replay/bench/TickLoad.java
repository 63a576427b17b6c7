package org.tcmureclaim.replay.bench;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;

/** What is wanted of a host in every tick of a measurement. */
enum TickLoad {
  /** Nothing. */
  NONE("none", Urgency.NONE),
  /** Two in a hundred of the pages held; the guard allows it. */
  MET("met", Urgency.EMERGENCY),
  /**
   * The same, until most devices cool down or a plan has as many as it may, so that the guard
   * refuses most offers and policies go through all devices: the worst that can happen.
   */
  REFUSED("refused", Urgency.URGENT);

  private static final int WANTED_PART = 50;

  private final String label;
  private final Urgency urgency;

  TickLoad(String label, Urgency urgency) {
    this.label = label;
    this.urgency = urgency;
  }

  String label() {
    return label;
  }

  Demand demand(long heldPages) {
    Demand demand = new Demand();
    if (urgency != Urgency.NONE) {
      demand.want(urgency, Trigger.MEMORY_LOW, Math.max(1, heldPages / WANTED_PART));
    }
    return demand;
  }
}
