package org.tcmureclaim.agent.answers;

/**
 * How old the newest tick is, in real time.
 *
 * @param seconds since it began
 * @param stale whether the next one is so late that ticks have stopped
 */
public record TickAge(double seconds, boolean stale) {}
