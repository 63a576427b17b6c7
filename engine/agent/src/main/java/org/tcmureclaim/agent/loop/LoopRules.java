package org.tcmureclaim.agent.loop;

import org.tcmureclaim.decision.DecisionSettings;

/** All of a configuration that can change while the loop turns. */
public record LoopRules(
    DecisionSettings decisions, LoopSettings pace, CustomerDirectory customers) {}
