package org.tcmureclaim.agent.rooms.left;

import org.tcmureclaim.agent.rooms.right.Right;

/** One half of a cycle. */
public record Left(Right right) {}
