/** What customers' LUNs do: commands that follow from a seed and a habit, and from nothing else. */
@NullMarked
package org.tcmureclaim.simulation.workload;

import org.jspecify.annotations.NullMarked;
