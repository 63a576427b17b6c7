/** Copies of what an agent recorded, and recordings without one. */
@NullMarked
package org.tcmureclaim.command.record;

import org.jspecify.annotations.NullMarked;
