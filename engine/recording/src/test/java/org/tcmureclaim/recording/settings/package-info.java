@NullMarked
package org.tcmureclaim.recording.settings;

import org.jspecify.annotations.NullMarked;
