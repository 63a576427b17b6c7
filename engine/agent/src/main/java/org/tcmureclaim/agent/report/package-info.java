/** What the agent tells about itself: immutable values, filled by the loop, shown by a display. */
@NullMarked
package org.tcmureclaim.agent.report;

import org.jspecify.annotations.NullMarked;
