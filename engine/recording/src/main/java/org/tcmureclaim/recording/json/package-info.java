/** Writes JSON; it is read as the YAML that it is. */
@NullMarked
package org.tcmureclaim.recording.json;

import org.jspecify.annotations.NullMarked;
