package org.tcmureclaim.linux.usage;

import org.tcmureclaim.snapshot.HandlerEnd;

/**
 * The end of a process that served devices.
 *
 * @param number by which snapshots knew it
 * @param program that it ran
 * @param atNanos when it was seen, on the host's clock
 */
record EndedProcess(int number, String program, HandlerEnd end, long atNanos) {}
