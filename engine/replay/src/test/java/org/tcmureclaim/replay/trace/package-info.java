/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.trace;

import org.jspecify.annotations.NullMarked;
