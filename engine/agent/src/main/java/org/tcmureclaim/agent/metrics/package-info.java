/** The agent in figures, for Prometheus. */
@NullMarked
package org.tcmureclaim.agent.metrics;

import org.jspecify.annotations.NullMarked;
