/** What the agent keeps in {@code /run}. */
@NullMarked
package org.tcmureclaim.linux.run;

import org.jspecify.annotations.NullMarked;
