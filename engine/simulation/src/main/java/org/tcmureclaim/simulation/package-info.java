/** A simulated storage host, deterministic from a seed. */
@NullMarked
package org.tcmureclaim.simulation;

import org.jspecify.annotations.NullMarked;
