package org.tcmureclaim.agent.report;

/**
 * What has happened since the start.
 *
 * @param decisions plans that were not empty
 * @param truncations cuts that freed pages
 * @param pagesCameBack pages that were allocated again after the agent had freed them
 */
public record Counters(long decisions, long truncations, long pagesFreed, long pagesCameBack) {}
