/** Recordings of what an agent sensed and decided; docs/traces.md describes the format. */
@NullMarked
package org.tcmureclaim.recording;

import org.jspecify.annotations.NullMarked;
