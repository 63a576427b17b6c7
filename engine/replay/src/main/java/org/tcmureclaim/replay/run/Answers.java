package org.tcmureclaim.replay.run;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Who works out what a host wants and gives it back, tick by tick, and what came of it so far. */
interface Answers {
  /**
   * Looks at the host and cuts.
   *
   * @return what was wanted; good until the next call
   */
  Demand answer(int tick, HostSnapshot snapshot);

  /** Cuts that freed pages. */
  long truncations();

  long freedPages();

  DecisionHash hash();
}
