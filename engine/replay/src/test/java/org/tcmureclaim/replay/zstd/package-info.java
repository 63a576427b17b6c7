@NullMarked
package org.tcmureclaim.replay.zstd;

import org.jspecify.annotations.NullMarked;
