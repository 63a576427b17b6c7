@NullMarked
package org.tcmureclaim.recording.json;

import org.jspecify.annotations.NullMarked;
