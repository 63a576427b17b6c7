package org.tcmureclaim.simulation;

/**
 * What a run cost and what it spared, to compare one with another.
 *
 * @param durationNanos simulated time, warm-up left out
 * @param freedPages pages freed by truncations
 * @param reallocatedPages pages allocated again after a truncation had freed them
 * @param firstAllocatedPages pages allocated where the device had never had one
 * @param truncations truncations of one device that freed pages
 * @param pressureNanos time in which memory was so short that stalls accrued
 * @param someMicros stall time of at least one task
 * @param fullMicros stall time of all tasks
 * @param peakPages most pages held by all data areas at once
 * @param meanPages pages held on average over the time
 */
public record Tally(
    long durationNanos,
    long freedPages,
    long reallocatedPages,
    long firstAllocatedPages,
    long truncations,
    long pressureNanos,
    long someMicros,
    long fullMicros,
    long peakPages,
    long meanPages) {}
