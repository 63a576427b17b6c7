/** Files of gzip blocks, each a complete member, so that a crash costs the last block at most. */
@NullMarked
package org.tcmureclaim.recording.block;

import org.jspecify.annotations.NullMarked;
