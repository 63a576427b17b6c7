/** The memory of the simulated host: who uses it, what is left, and who waits for it. */
@NullMarked
package org.tcmureclaim.simulation.memory;

import org.jspecify.annotations.NullMarked;
