/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.workload;

import org.jspecify.annotations.NullMarked;
