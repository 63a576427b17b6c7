/** Which tcmu devices there are. */
@NullMarked
package org.tcmureclaim.linux.device;

import org.jspecify.annotations.NullMarked;
