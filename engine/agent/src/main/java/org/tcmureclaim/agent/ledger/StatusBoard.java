package org.tcmureclaim.agent.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerSlots;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.ShadowFigures;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.shadow.ShadowRun;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * The newest state of host and agent, between the decision thread that writes it and displays that
 * read it. The writer copies numbers into arrays that are there already, and skips the tick when a
 * reader has the board: it neither waits nor allocates.
 */
public final class StatusBoard {
  private static final int TOP_DEVICES = 12;

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable DeviceKey[] keys = new @Nullable DeviceKey[64];
  private @Nullable String[] customers = new @Nullable String[64];
  private Verdict[] verdicts = new Verdict[64];
  private long[] residentPages = new long[64];
  private long[] tailPages = new long[64];
  private long[] idleNanos = new long[64];
  private int size;
  private final ShadowFigures shadow = new ShadowFigures();
  private long takenAtNanos;
  private long totalBytes;
  private long availableBytes;
  private Urgency urgency = Urgency.NONE;
  private Urgency lastUrgency = Urgency.NONE;
  private long someMicros;
  private long fullMicros;

  private long readAtNanos;
  private long readSomeMicros;
  private long readFullMicros;

  /**
   * Writes a tick, unless a reader has the board.
   *
   * @param customerSlots whose each device is
   */
  public void write(HostSnapshot snapshot, Plan plan, CustomerSlots customerSlots) {
    if (!lock.tryLock()) {
      return;
    }
    try {
      copyDevices(snapshot, plan, customerSlots);
      takenAtNanos = snapshot.takenAtNanos();
      totalBytes = snapshot.memory().totalBytes();
      availableBytes = snapshot.memory().availableBytes();
      lastUrgency = plan.demand().urgency();
      if (lastUrgency.compareTo(urgency) > 0) {
        urgency = lastUrgency;
      }
      someMicros = snapshot.pressure().someTotalMicros();
      fullMicros = snapshot.pressure().fullTotalMicros();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the score of a shadow, likewise; null where there is none any more. */
  public void write(@Nullable ShadowRun run) {
    if (lock.tryLock()) {
      shadow.copy(run);
      lock.unlock();
    }
  }

  private void copyDevices(HostSnapshot snapshot, Plan plan, CustomerSlots customerSlots) {
    DeviceTable devices = snapshot.devices();
    size = devices.size();
    if (keys.length < size) {
      grow(devices.slotCapacity());
    }
    for (int i = 0; i < size; i++) {
      int slot = devices.slotAt(i);
      keys[i] = devices.key(slot);
      customers[i] = customerSlots.name(slot);
      verdicts[i] = plan.verdict(slot);
      residentPages[i] = devices.residentPages(slot);
      tailPages[i] = devices.tailPages(slot);
      idleNanos[i] = snapshot.takenAtNanos() - devices.lastActiveNanos(slot);
    }
  }

  /**
   * Reads the newest tick. The stall shares are over the time since the read before, and the
   * urgency is the highest since then, so that a display which looks twice a second misses nothing.
   */
  public Status read(double atSeconds, Counters counters) {
    lock.lock();
    try {
      long elapsedNanos = takenAtNanos - readAtNanos;
      Status status =
          new Status(
              atSeconds,
              totalBytes,
              availableBytes,
              total(tailPages) * HostSnapshot.PAGE_BYTES,
              share(someMicros - readSomeMicros, elapsedNanos),
              share(fullMicros - readFullMicros, elapsedNanos),
              urgency,
              size,
              total(residentPages),
              total(tailPages),
              top(),
              byCustomer(),
              counters,
              shadow.score());
      readAtNanos = takenAtNanos;
      readSomeMicros = someMicros;
      readFullMicros = fullMicros;
      urgency = lastUrgency;
      return status;
    } finally {
      lock.unlock();
    }
  }

  private List<Status.Device> top() {
    List<Integer> largestFirst = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      largestFirst.add(i);
    }
    largestFirst.sort(Comparator.comparingLong(i -> -residentPages[i]));
    return largestFirst.stream().limit(TOP_DEVICES).map(this::device).toList();
  }

  private Status.Device device(int i) {
    DeviceKey key = keys[i];
    return new Status.Device(
        key == null ? "" : key.path(),
        name(i),
        residentPages[i],
        tailPages[i],
        idleNanos[i] / 1e9,
        verdicts[i]);
  }

  private List<Status.Customer> byCustomer() {
    Map<String, Status.Customer> sums = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      var one = new Status.Customer(name(i), 1, residentPages[i], tailPages[i]);
      sums.merge(one.name(), one, StatusBoard::sum);
    }
    return List.copyOf(sums.values());
  }

  private static Status.Customer sum(Status.Customer a, Status.Customer b) {
    return new Status.Customer(
        a.name(),
        a.devices() + b.devices(),
        a.residentPages() + b.residentPages(),
        a.tailPages() + b.tailPages());
  }

  private String name(int i) {
    String name = customers[i];
    return name == null ? "" : name;
  }

  private long total(long[] pages) {
    return Arrays.stream(pages, 0, size).sum();
  }

  private static double share(long micros, long elapsedNanos) {
    return elapsedNanos <= 0 ? 0 : Math.min(1.0, micros * 1000.0 / elapsedNanos);
  }

  private void grow(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    customers = Arrays.copyOf(customers, capacity);
    verdicts = Arrays.copyOf(verdicts, capacity);
    residentPages = Arrays.copyOf(residentPages, capacity);
    tailPages = Arrays.copyOf(tailPages, capacity);
    idleNanos = Arrays.copyOf(idleNanos, capacity);
  }
}
