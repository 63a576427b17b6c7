package org.tcmureclaim.agent.rooms.right;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.rooms.left.Left;

/** The other half. */
public record Right(@Nullable Left left) {}
