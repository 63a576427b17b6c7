/** The decision: from a snapshot, a policy and its state to a plan with reasons. */
@NullMarked
package org.tcmureclaim.decision;

import org.jspecify.annotations.NullMarked;
