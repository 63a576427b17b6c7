package org.tcmureclaim.agent.report;

/**
 * How a shadow stands when a plan has ended.
 *
 * @param number of the plan, counted from 1
 */
public record ShadowReport(long number, ShadowScore score) implements Report {}
