/** The formats in which others record block commands, and what each says about them. */
@NullMarked
package org.tcmureclaim.replay.format;

import org.jspecify.annotations.NullMarked;
