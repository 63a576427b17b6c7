/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.report;

import org.jspecify.annotations.NullMarked;
