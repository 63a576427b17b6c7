@NullMarked
package org.tcmureclaim.recording.block;

import org.jspecify.annotations.NullMarked;
