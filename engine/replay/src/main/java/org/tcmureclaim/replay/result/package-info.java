/** What replays found, as tables for people and as JSON. */
@NullMarked
package org.tcmureclaim.replay.result;

import org.jspecify.annotations.NullMarked;
