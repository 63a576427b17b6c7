/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.format;

import org.jspecify.annotations.NullMarked;
