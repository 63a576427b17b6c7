package org.tcmureclaim.host.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.tcmureclaim.host.Notices;

/** All threads of one run, by the order of their start. Safe from any thread. */
public final class Workers {
  private final List<Worker> all = new CopyOnWriteArrayList<>();
  private final AtomicLong restarts = new AtomicLong();
  private final WorkerClock clock;
  private final Notices notices;

  /**
   * No threads yet.
   *
   * @param notices told of each failure, by the worker's name; must not block
   */
  public Workers(Notices notices) {
    this(notices, WorkerClock.OF_MACHINE);
  }

  Workers(Notices notices, WorkerClock clock) {
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Starts a thread that does a job, and does it again whenever it fails.
   *
   * @param name of the thread
   * @param task what it does, for an operator: "writes decisions down"
   */
  public Worker start(String name, String task, WorkerJob job) {
    Worker worker = new Worker(name, task, clock, notices, restarts);
    all.add(worker);
    worker.start(job);
    return worker;
  }

  /** Registers a thread that another library starts and keeps running: only its heartbeat. */
  public Worker register(String name, String task) {
    Worker worker = new Worker(name, task, clock, notices, restarts);
    worker.ofOthers();
    all.add(worker);
    return worker;
  }

  /** Drops one that has ended for good. */
  public void forget(Worker worker) {
    boolean unused = all.remove(worker);
  }

  /** How all of them stand. */
  public List<WorkerState> states() {
    return all.stream().map(Worker::state).toList();
  }

  /** How often any of them failed and was started again. Takes no memory. */
  public long restarts() {
    return restarts.get();
  }
}
