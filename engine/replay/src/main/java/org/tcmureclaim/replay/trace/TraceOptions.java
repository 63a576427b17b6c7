package org.tcmureclaim.replay.trace;

import java.util.function.Consumer;

/**
 * How traces are to be read.
 *
 * @param mostBadLines how many lines of one file may be left out
 * @param notices where messages about single lines go
 */
public record TraceOptions(long mostBadLines, Consumer<String> notices, Progress progress) {}
