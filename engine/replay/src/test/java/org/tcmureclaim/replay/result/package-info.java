/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.result;

import org.jspecify.annotations.NullMarked;
