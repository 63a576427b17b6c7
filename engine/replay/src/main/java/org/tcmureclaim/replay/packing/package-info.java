/** How files are packed: told by their first bytes, and unpacked as they are read. */
@NullMarked
package org.tcmureclaim.replay.packing;

import org.jspecify.annotations.NullMarked;
