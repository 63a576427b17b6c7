@NullMarked
package org.tcmureclaim.recording.table;

import org.jspecify.annotations.NullMarked;
