/** What replays found as one HTML page that needs nothing else. */
@NullMarked
package org.tcmureclaim.replay.report;

import org.jspecify.annotations.NullMarked;
