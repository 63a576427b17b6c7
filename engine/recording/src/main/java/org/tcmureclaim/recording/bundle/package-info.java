/** A recording as a directory: manifest, tables in segments, and the configuration. */
@NullMarked
package org.tcmureclaim.recording.bundle;

import org.jspecify.annotations.NullMarked;
