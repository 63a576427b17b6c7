/** Loads a running agent with viewers and requests, and measures what it makes of them. */
@NullMarked
package org.tcmureclaim.replay.load;

import org.jspecify.annotations.NullMarked;
