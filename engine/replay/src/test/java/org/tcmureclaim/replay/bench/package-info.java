/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.bench;

import org.jspecify.annotations.NullMarked;
