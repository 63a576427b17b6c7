/** The settings that a recorded agent decided by, written down so that they can be read back. */
@NullMarked
package org.tcmureclaim.recording.settings;

import org.jspecify.annotations.NullMarked;
