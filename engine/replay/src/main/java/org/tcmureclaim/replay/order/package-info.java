/** Devices in an order that changes little from tick to tick. */
@NullMarked
package org.tcmureclaim.replay.order;

import org.jspecify.annotations.NullMarked;
