package org.tcmureclaim.replay.load;

/**
 * What an agent is loaded with.
 *
 * @param luns devices of its simulated host
 * @param viewers of the event stream
 * @param connections over which the requests are spread evenly
 * @param fresh whether each request has a connection of its own
 * @param quietNanos without load before, for comparison
 * @param loadNanos with load
 */
public record LoadPlan(
    int luns,
    int viewers,
    int requestsPerSecond,
    int connections,
    boolean fresh,
    long quietNanos,
    long loadNanos) {}
