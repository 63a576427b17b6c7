/** The command line of the workstation tools. */
@NullMarked
package org.tcmureclaim.replay.cli;

import org.jspecify.annotations.NullMarked;
