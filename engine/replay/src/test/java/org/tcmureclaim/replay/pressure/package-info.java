/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.pressure;

import org.jspecify.annotations.NullMarked;
