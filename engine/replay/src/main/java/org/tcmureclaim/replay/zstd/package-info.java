/** Tables of recordings in zstd. */
@NullMarked
package org.tcmureclaim.replay.zstd;

import org.jspecify.annotations.NullMarked;
