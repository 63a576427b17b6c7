/** Decisions kept on disk with their reasons, bounded, and found again to explain them. */
@NullMarked
package org.tcmureclaim.agent.journal;

import org.jspecify.annotations.NullMarked;
