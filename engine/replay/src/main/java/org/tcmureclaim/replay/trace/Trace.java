package org.tcmureclaim.replay.trace;

import org.tcmureclaim.replay.ticks.TickTable;

/**
 * A trace, ready to be replayed.
 *
 * @param name the file or built-in workload, as it was named
 * @param format such as {@code ticks} or {@code commands}
 * @param serviceTime where completion times come from: {@code recorded}, a model such as {@code
 *     fixed:5ms}, or {@code none} where the source has ticks already
 * @param lines data lines that were used
 * @param badLines lines that were left out
 */
public record Trace(
    String name, String format, String serviceTime, long lines, long badLines, TickTable ticks) {}
