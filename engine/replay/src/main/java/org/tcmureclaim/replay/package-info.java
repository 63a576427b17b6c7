/** The workstation's side: traces, replays of them, and what they show. */
@NullMarked
package org.tcmureclaim.replay;

import org.jspecify.annotations.NullMarked;
