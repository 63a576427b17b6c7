/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.cli;

import org.jspecify.annotations.NullMarked;
