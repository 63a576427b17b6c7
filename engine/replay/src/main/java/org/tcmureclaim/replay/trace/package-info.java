/** Trace files: which format, which compression, and how each becomes a tick table. */
@NullMarked
package org.tcmureclaim.replay.trace;

import org.jspecify.annotations.NullMarked;
