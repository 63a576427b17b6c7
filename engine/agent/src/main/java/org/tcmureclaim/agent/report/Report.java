package org.tcmureclaim.agent.report;

/** Something that the agent tells. Immutable: it crosses from the decision thread to a display. */
public sealed interface Report
    permits AgentStarted,
        DeviceChange,
        DecisionReport,
        ShadowReport,
        Status,
        NoticeReport,
        Summary {}
