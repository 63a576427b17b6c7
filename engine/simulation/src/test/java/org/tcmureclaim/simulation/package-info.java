/** Tests of the simulated host. */
@NullMarked
package org.tcmureclaim.simulation;

import org.jspecify.annotations.NullMarked;
