package org.tcmureclaim.agent.state;

import org.tcmureclaim.agent.report.NoticeReport;

/**
 * Something that an operator was told.
 *
 * @param number counted from 1 since the start of the agent
 * @param epochMillis when, by the wall clock
 */
public record Notice(long number, long epochMillis, NoticeReport.Level level, String message) {}
