/** One policy at one budget over one tick table. */
@NullMarked
package org.tcmureclaim.replay.run;

import org.jspecify.annotations.NullMarked;
