/** The newest image of the host, between the decision thread and all who look at it. */
@NullMarked
package org.tcmureclaim.agent.board;

import org.jspecify.annotations.NullMarked;
