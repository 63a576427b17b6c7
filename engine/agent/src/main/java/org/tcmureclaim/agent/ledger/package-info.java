/** What the loop did: one tick, filled and published, with figures since the start, and reports. */
@NullMarked
package org.tcmureclaim.agent.ledger;

import org.jspecify.annotations.NullMarked;
