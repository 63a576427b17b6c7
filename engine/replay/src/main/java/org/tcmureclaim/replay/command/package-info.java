/** The exact data-area model: SCSI commands to blocks in use, and how long they take. */
@NullMarked
package org.tcmureclaim.replay.command;

import org.jspecify.annotations.NullMarked;
