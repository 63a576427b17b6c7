/**
 * What stands between a policy and a device: never too much, never too soon, never on stale data.
 */
@NullMarked
package org.tcmureclaim.guard;

import org.jspecify.annotations.NullMarked;
