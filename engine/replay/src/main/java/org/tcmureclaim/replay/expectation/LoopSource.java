package org.tcmureclaim.replay.expectation;

import java.util.OptionalLong;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.trace.HostFiles;

/**
 * What a test in a closed loop goes by.
 *
 * @param pressure what the host went through, for a trace that is no recording
 * @param memoryBytes the host's memory, where that file does not say
 * @param heldThen what data areas held, where that file does not say
 */
public record LoopSource(
    HostFiles pressure, OptionalLong memoryBytes, HeldThen heldThen, StallModel stalls) {}
