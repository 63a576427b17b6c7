/** The agent in figures, for Prometheus and OpenTelemetry. */
@NullMarked
package org.tcmureclaim.server.metrics;

import org.jspecify.annotations.NullMarked;
