/** How near any policy that does not see the future can come to the optimum. */
@NullMarked
package org.tcmureclaim.replay.bound;

import org.jspecify.annotations.NullMarked;
