package org.tcmureclaim.replay.expectation;

import org.tcmureclaim.replay.expectation.Expectation.Outcome;

/** What came of one assertion at one budget. */
public record Finding(PolicyTest test, String budget, Expectation expectation, Outcome outcome) {}
