package org.tcmureclaim.replay.trace;

import org.tcmureclaim.replay.format.CommandFormat;

/**
 * What a file of commands was.
 *
 * @param label its format, and what makes its results doubtful
 * @param badLines lines that were left out
 */
public record FoundCommands(CommandFormat format, String label, long badLines) {}
