/** What can be seen of a replay while it runs. */
@NullMarked
package org.tcmureclaim.replay.watch;

import org.jspecify.annotations.NullMarked;
