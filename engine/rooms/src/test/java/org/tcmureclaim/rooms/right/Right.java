package org.tcmureclaim.rooms.right;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.rooms.left.Left;

/** The other half. */
public record Right(@Nullable Left left) {}
