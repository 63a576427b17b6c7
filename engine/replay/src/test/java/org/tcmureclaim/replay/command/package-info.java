/** Tests of the package of the same name. */
@NullMarked
package org.tcmureclaim.replay.command;

import org.jspecify.annotations.NullMarked;
