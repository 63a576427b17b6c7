/** What the loop did, kept in figures and handed on as reports. */
@NullMarked
package org.tcmureclaim.agent.ledger;

import org.jspecify.annotations.NullMarked;
