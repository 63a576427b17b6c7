/** The threads beside the decision loop: each registered, with a heartbeat, and started again. */
@NullMarked
package org.tcmureclaim.host.worker;

import org.jspecify.annotations.NullMarked;
