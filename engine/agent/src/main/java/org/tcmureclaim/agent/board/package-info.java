/** What displays show of a tick. */
@NullMarked
package org.tcmureclaim.agent.board;

import org.jspecify.annotations.NullMarked;
