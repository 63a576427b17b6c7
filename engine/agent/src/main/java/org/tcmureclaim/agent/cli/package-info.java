/** The command line. */
@NullMarked
package org.tcmureclaim.agent.cli;

import org.jspecify.annotations.NullMarked;
