/** Tests of the simulated host's dataarea. */
@NullMarked
package org.tcmureclaim.simulation.dataarea;

import org.jspecify.annotations.NullMarked;
