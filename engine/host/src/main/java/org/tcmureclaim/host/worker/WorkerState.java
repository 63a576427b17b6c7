package org.tcmureclaim.host.worker;

/**
 * How a worker stands.
 *
 * @param name of its thread
 * @param task what it does, for an operator
 * @param busyNanos how long it has been at one piece of work; 0 while it waits for the next
 * @param busySinceNanos since when, on the clock of workers; 0 while it waits
 * @param restarts how often it failed and was started again
 * @param problem what it last failed with; empty where it never did
 * @param running false after it has ended, and while it waits to be started again
 */
public record WorkerState(
    String name,
    String task,
    long busyNanos,
    long busySinceNanos,
    long restarts,
    String problem,
    boolean running) {}
