package org.tcmureclaim.recording.table;

/**
 * What was wanted and planned in a tick.
 *
 * @param plan the number of the plan, counted from 1; 0 where it was not handed to the truncator
 * @param urgency and trigger: constants of the decision's enums, in lower case
 */
public record DecisionRow(
    long plan, String urgency, String trigger, long demandBlocks, long plannedBlocks, long cuts) {}
