/** Why a device was cut, or was not, from the journal. */
@NullMarked
package org.tcmureclaim.command.explain;

import org.jspecify.annotations.NullMarked;
