/** Tests of differences. */
@NullMarked
package org.tcmureclaim.replay.difference;

import org.jspecify.annotations.NullMarked;
