package org.tcmureclaim.agent.loop;

/**
 * How often the loop turns.
 *
 * @param tickNanos time between ticks while nothing happens
 * @param fastTickNanos time between ticks after a PSI event
 * @param fastForNanos how long after the last PSI event
 */
public record LoopSettings(long tickNanos, long fastTickNanos, long fastForNanos) {}
