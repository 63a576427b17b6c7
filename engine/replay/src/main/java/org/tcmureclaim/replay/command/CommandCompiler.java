package org.tcmureclaim.replay.command;

import java.util.Arrays;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/**
 * Compiles commands, in the order of their arrival, to a tick table: exact peaks and floors of the
 * kernel's data areas. At the end all that is in flight or waits is served, so that the trace does
 * not end in the middle of a burst. Memory grows with busy device-ticks, not with commands.
 *
 * <p>Left out: the command ring's limit, time-outs, and KEEP_BUF commands.
 */
public final class CommandCompiler {
  private final TargetSettings target;
  private final ServiceTime serviceTime;
  private final TickTableBuilder builder;
  private final long tickNanos;
  private DeviceQueue[] queues = new DeviceQueue[16];

  // Devices that have commands in flight or had some since the tick began.
  private int[] busy = new int[16];
  private boolean[] isBusy = new boolean[16];
  private int busyCount;
  private int tick;
  private long tickEndNanos;

  /** A compiler for ticks of this length; {@code serviceTime} serves what has no recorded time. */
  public CommandCompiler(TargetSettings target, ServiceTime serviceTime, long tickNanos) {
    this.target = target;
    this.serviceTime = serviceTime;
    this.tickNanos = tickNanos;
    this.builder = new TickTableBuilder(tickNanos, target.pagesPerBlock());
    this.tickEndNanos = tickNanos;
  }

  /** The number of a device in {@link #submit}. */
  public int device(String name) {
    int number = builder.number(name);
    if (number >= queues.length) {
      int capacity = 2 * queues.length;
      queues = Arrays.copyOf(queues, capacity);
      busy = Arrays.copyOf(busy, capacity);
      isBusy = Arrays.copyOf(isBusy, capacity);
    }
    if (queues[number] == null) {
      queues[number] = new DeviceQueue(target);
    }
    return number;
  }

  public ServiceTime serviceTime() {
    return serviceTime;
  }

  /** A command whose completion was recorded. */
  public void submit(int device, long bytes, long arrivalNanos, long serviceNanos) {
    while (arrivalNanos >= tickEndNanos) {
      endTick(arrivalNanos);
    }
    DeviceQueue queue = queues[device];
    queue.advance(arrivalNanos);
    queue.submit(bytes, serviceNanos, arrivalNanos);
    if (!isBusy[device]) {
      isBusy[device] = true;
      busy[busyCount++] = device;
    }
  }

  /** A command that takes as long as the model says. */
  public void submit(int device, long bytes, long arrivalNanos) {
    submit(device, bytes, arrivalNanos, serviceTime.nanos(bytes));
  }

  /** Serves what is left, and makes the table. */
  public TickTable finish() {
    while (busyCount > 0) {
      endTick(tickEndNanos);
    }
    return builder.build();
  }

  /** Ends a tick, or all of them up to {@code untilNanos} where no device is busy. */
  private void endTick(long untilNanos) {
    int stillBusy = 0;
    for (int i = 0; i < busyCount; i++) {
      int device = busy[i];
      DeviceQueue queue = queues[device];
      // A completion at the very end of the tick belongs to the next one.
      queue.advance(tickEndNanos - 1);
      int floor = queue.floorBlocks();
      int pages = target.pagesPerBlock();
      builder.add(tick, device, queue.takePeakBlocks() * pages, floor * pages);
      if (queue.isIdle()) {
        isBusy[device] = false;
      } else {
        busy[stillBusy++] = device;
      }
    }
    busyCount = stillBusy;
    long ticks = stillBusy > 0 ? 1 : Math.max(1, untilNanos / tickNanos - tick);
    if (tick + ticks > TickTable.MOST_TICKS) {
      throw new TraceException(
          "commands are in flight for more than " + TickTable.MOST_TICKS + " ticks");
    }
    tick = Math.toIntExact(tick + ticks);
    tickEndNanos += ticks * tickNanos;
    builder.lasts(tick);
  }
}
