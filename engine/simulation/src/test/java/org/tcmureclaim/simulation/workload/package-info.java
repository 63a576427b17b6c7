/** Tests of the simulated host's workload. */
@NullMarked
package org.tcmureclaim.simulation.workload;

import org.jspecify.annotations.NullMarked;
