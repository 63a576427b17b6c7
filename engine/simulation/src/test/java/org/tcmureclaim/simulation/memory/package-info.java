/** Tests of the simulated host's memory. */
@NullMarked
package org.tcmureclaim.simulation.memory;

import org.jspecify.annotations.NullMarked;
