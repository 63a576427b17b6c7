/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.run;

import org.jspecify.annotations.NullMarked;
