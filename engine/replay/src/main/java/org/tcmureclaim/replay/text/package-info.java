/** Strict CSV and numbers, read as bytes, with bad lines counted. */
@NullMarked
package org.tcmureclaim.replay.text;

import org.jspecify.annotations.NullMarked;
