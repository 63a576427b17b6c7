package org.tcmureclaim.replay.result;

/**
 * How long a run took.
 *
 * @param seconds of real time
 * @param cpuSeconds of its thread on a processor: what to compare where others use the machine too
 */
public record RunDuration(double seconds, double cpuSeconds) {}
