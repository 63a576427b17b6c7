package org.tcmureclaim.replay.trace;

/**
 * What an import found.
 *
 * @param format its label
 * @param fidelity why results from it are not to be trusted far; may be empty
 * @param withoutLatency how many of the commands have no recorded completion
 */
public record ImportSummary(
    String format,
    String fidelity,
    long commands,
    long withoutLatency,
    int devices,
    long badLines) {}
