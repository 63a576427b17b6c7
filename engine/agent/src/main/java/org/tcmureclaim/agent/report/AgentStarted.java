package org.tcmureclaim.agent.report;

/**
 * The agent has started.
 *
 * @param host the kind of host: {@code linux} or {@code simulated}
 * @param mode {@code observe} or {@code act}
 * @param truncator the means of truncating: {@code shim}, {@code stock} or {@code observe}
 * @param truncatorReason why that one
 * @param atSeconds on the host's clock
 */
public record AgentStarted(
    String host,
    String mode,
    String truncator,
    String truncatorReason,
    String policy,
    int devices,
    double atSeconds)
    implements Report {}
