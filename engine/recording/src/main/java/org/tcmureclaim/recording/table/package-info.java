/** The tables of a recording: their columns with units, and their rows. */
@NullMarked
package org.tcmureclaim.recording.table;

import org.jspecify.annotations.NullMarked;
