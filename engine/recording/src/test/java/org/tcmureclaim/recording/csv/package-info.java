@NullMarked
package org.tcmureclaim.recording.csv;

import org.jspecify.annotations.NullMarked;
