/** Trying a policy on a few devices, and taking them back by itself when it does badly. */
@NullMarked
package org.tcmureclaim.canary;

import org.jspecify.annotations.NullMarked;
