/** The agent in figures, for Prometheus and OpenTelemetry. */
@NullMarked
package org.tcmureclaim.agent.metrics;

import org.jspecify.annotations.NullMarked;
