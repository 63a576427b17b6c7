package org.tcmureclaim.rooms.left;

import org.tcmureclaim.rooms.right.Right;

/** One half of a cycle. */
public record Left(Right right) {}
