/** Everything the agent needs to start, bound from a file and already checked. */
@NullMarked
package org.tcmureclaim.agent.config;

import org.jspecify.annotations.NullMarked;
