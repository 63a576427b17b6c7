@NullMarked
package org.tcmureclaim.recording.bundle;

import org.jspecify.annotations.NullMarked;
