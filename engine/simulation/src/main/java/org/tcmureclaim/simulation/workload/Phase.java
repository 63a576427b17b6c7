package org.tcmureclaim.simulation.workload;

/**
 * How a LUN is used for a while: single commands that arrive independently of each other, and
 * bursts of commands that arrive together and so raise the high-water of the data area.
 *
 * @param commandsPerSecond mean rate of single commands
 * @param commandBytes their sizes
 * @param meanServiceNanos mean time of a command of either kind in the handler
 * @param burstsPerMinute mean rate of bursts
 * @param burstBytes bytes of a burst in all
 */
public record Phase(
    double commandsPerSecond,
    SizeRange commandBytes,
    long meanServiceNanos,
    double burstsPerMinute,
    SizeRange burstBytes) {}
