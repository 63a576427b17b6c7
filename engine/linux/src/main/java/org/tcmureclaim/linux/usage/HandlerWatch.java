package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.worker.Worker;
import org.tcmureclaim.host.worker.Workers;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.Pollable;
import org.tcmureclaim.shim.Poller;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.shim.WakeFd;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The thread that looks which process serves which device, and how such a process ends. It does
 * nothing else, because the way in which a process ended can only be seen until its parent has
 * taken note of it.
 */
public final class HandlerWatch implements AutoCloseable {
  private static final long LOOK_NANOS = 10_000_000_000L;
  private static final long SEARCH_NANOS = 60_000_000_000L;

  /** A node is there before its handler has mapped it. */
  private static final long SETTLE_NANOS = 1_000_000_000L;

  /** So many times as long as a look took, the next one waits; likewise after a search. */
  private static final int PAUSE_PER_LOOK = 100;

  private static final int PAUSE_PER_SEARCH = 20;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int WAKE = 0;

  private final LongSupplier clock;
  private final Workers workers;
  private final Runnable somethingEnded;
  private final WakeFd wake;
  private final ServingProcesses processes;
  private final Queue<EndedProcess> ends = new ConcurrentLinkedQueue<>();
  private @Nullable Worker worker;

  // Written by the decision thread.
  private volatile List<TcmuDevice> devices = List.of();
  private volatile boolean devicesDiffer;
  private Map<DeviceKey, ServingProcess> taken = Map.of();
  private @Nullable DeviceTable table;
  private long tableChanges = -1;

  // Written by the thread.
  private volatile Map<DeviceKey, ServingProcess> served = Map.of();
  private WatchedNodes nodes = WatchedNodes.NONE;
  private long lookAtNanos;
  private long searchAtNanos;

  /**
   * Knows nobody yet; the thread starts with the first devices.
   *
   * @param clock the host's
   * @param workers the thread is one of them
   * @param somethingEnded called on that thread when a process that served devices has ended
   */
  public HandlerWatch(
      Path procRoot, Notices notices, LongSupplier clock, Workers workers, Runnable somethingEnded)
      throws SystemCallException {
    this.clock = clock;
    this.workers = workers;
    this.somethingEnded = somethingEnded;
    this.wake = WakeFd.open();
    this.processes = new ServingProcesses(procRoot, clock, notices, ends::add);
    this.searchAtNanos = clock.getAsLong();
  }

  /**
   * Writes into a snapshot who serves its devices, and who has ended. Called by the decision
   * thread, last of all that fills a snapshot: ends are told once. The first call looks by itself,
   * so that no device is cut before it is known who serves it; no other waits for anything.
   *
   * @param all the devices of the snapshot
   */
  public void fill(HostSnapshot snapshot, List<TcmuDevice> all) {
    if (worker == null) {
      devices = List.copyOf(all);
      look(true);
      worker = workers.start("tcmu-handlers", "sees who serves the LUNs", this::run);
    } else if (all != devices) {
      devices = all;
      devicesDiffer = true;
      wake.wake();
    }
    HandlerTable handlers = snapshot.handlers();
    handlers.begin();
    // Before the ends: a number in it may be that of a process whose end is told with it.
    Map<DeviceKey, ServingProcess> now = served;
    for (EndedProcess end = ends.poll(); end != null; end = ends.poll()) {
      handlers.ended(end.number(), end.program(), end.end(), end.atNanos());
    }
    DeviceTable known = snapshot.devices();
    // A first look has a snapshot of its own, whose table may have had as many changes.
    if (now != taken || known != table || known.changes() != tableChanges) {
      taken = now;
      table = known;
      tableChanges = known.changes();
      take(known, handlers);
    }
  }

  private void take(DeviceTable table, HandlerTable handlers) {
    for (int i = 0; i < table.size(); i++) {
      int slot = table.slotAt(i);
      ServingProcess process = taken.get(table.key(slot));
      if (process == null) {
        table.updateHandler(slot, HandlerTable.NONE);
      } else {
        handlers.serves(process.number(), process.program());
        table.updateHandler(slot, process.number());
      }
    }
  }

  private void run(Worker self) throws IOException {
    while (!self.isEnding()) {
      List<ServingProcess> awaited = List.copyOf(processes.all());
      boolean anyEnded = await(awaited);
      self.busy();
      turn(anyEnded);
      self.idle();
    }
  }

  /**
   * Waits until one of them ends, the devices differ, or it is time to look.
   *
   * @return whether one has ended
   */
  private boolean await(List<ServingProcess> awaited) {
    List<Pollable> sources = new ArrayList<>();
    sources.add(wake);
    List<ServingProcess> polled = new ArrayList<>();
    for (ServingProcess process : awaited) {
      if (process.descriptor() != null) {
        sources.add(process.descriptor());
        polled.add(process);
      }
    }
    Poller poller = new Poller(sources);
    long leftNanos = Math.max(0, lookAtNanos - clock.getAsLong());
    int ready = poller.await((int) (leftNanos / NANOS_PER_MILLI) + 1);
    boolean anyEnded = false;
    for (int i = 0; ready > 0 && i < polled.size(); i++) {
      // Newer kernels say that it hung up once its parent has taken note.
      if (poller.isReady(WAKE + 1 + i) || poller.hasFailed(WAKE + 1 + i)) {
        processes.end(polled.get(i), polled.get(i).end()); // At once: its parent is on its way.
        anyEnded = true;
      }
    }
    wake.drain();
    return anyEnded;
  }

  private void turn(boolean anyEnded) {
    long now = clock.getAsLong();
    if (anyEnded) {
      publish();
      somethingEnded.run();
      hurry(now);
      searchAtNanos = lookAtNanos; // Another process takes over, as a rule.
    }
    if (devicesDiffer) {
      devicesDiffer = false;
      hurry(now);
    } else if (lookAtNanos - now <= 0) {
      look(searchAtNanos - now <= 0);
    }
  }

  private void hurry(long nowNanos) {
    if (lookAtNanos - nowNanos > SETTLE_NANOS) {
      lookAtNanos = nowNanos + SETTLE_NANOS;
    }
  }

  /**
   * @param searches whether it is time to look at all processes
   */
  private void look(boolean searches) {
    long begunAtNanos = clock.getAsLong();
    nodes = WatchedNodes.of(devices);
    processes.look(nodes);
    long now = clock.getAsLong();
    lookAtNanos = now + Math.max(LOOK_NANOS, PAUSE_PER_LOOK * (now - begunAtNanos));
    if (searches) {
      searchAtNanos = now + SEARCH_NANOS;
      search();
      long tookNanos = clock.getAsLong() - now;
      boolean isMissing = processes.unserved(nodes) > 0;
      searchAtNanos =
          now + Math.max(isMissing ? LOOK_NANOS : SEARCH_NANOS, PAUSE_PER_SEARCH * tookNanos);
    } else if (processes.unserved(nodes) > 0) {
      searchAtNanos = Math.min(searchAtNanos, now + LOOK_NANOS);
    }
    publish();
  }

  private void search() {
    try {
      processes.search(nodes);
    } catch (IOException e) {
      throw new HostException("who serves the LUNs cannot be seen: " + e.getMessage(), e);
    }
  }

  private void publish() {
    Map<DeviceKey, ServingProcess> found = processes.byDevice(nodes, devices);
    if (!found.equals(served)) {
      served = found;
    }
  }

  @Override
  public void close() {
    Worker running = worker;
    if (running != null) {
      running.end();
      wake.wake();
      join(running);
    }
    processes.close();
  }

  private static void join(Worker running) {
    try {
      boolean unused = running.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
