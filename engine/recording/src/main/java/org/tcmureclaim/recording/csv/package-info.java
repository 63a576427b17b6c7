/**
 * Strict CSV lines in bytes: written without allocating, read with the column named that is wrong.
 */
@NullMarked
package org.tcmureclaim.recording.csv;

import org.jspecify.annotations.NullMarked;
