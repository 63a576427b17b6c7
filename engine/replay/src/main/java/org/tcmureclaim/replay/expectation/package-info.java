/** Policy tests: what a trace under a policy must never, or at most, come to. */
@NullMarked
package org.tcmureclaim.replay.expectation;

import org.jspecify.annotations.NullMarked;
