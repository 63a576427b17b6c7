package org.tcmureclaim.replay.optimum;

/**
 * What nobody can do better at one budget.
 *
 * @param reallocatedPages pages allocated again after they had been given back
 * @param firstAllocatedPages pages allocated where the device had never had one: the same for
 *     everybody
 * @param meanResidentPages pages held at the ends of ticks
 */
public record Optimum(long reallocatedPages, long firstAllocatedPages, double meanResidentPages) {}
