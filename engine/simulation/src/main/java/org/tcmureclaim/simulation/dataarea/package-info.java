/**
 * A tcmu device's data area and command queues, after drivers/target/target_core_user.c of Linux
 * 6.1.
 */
@NullMarked
package org.tcmureclaim.simulation.dataarea;

import org.jspecify.annotations.NullMarked;
