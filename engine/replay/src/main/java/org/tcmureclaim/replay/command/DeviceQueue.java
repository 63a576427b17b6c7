package org.tcmureclaim.replay.command;

/**
 * One device: its data area, the commands in flight, and those that wait for the queue depth or for
 * space. Time goes forward with the calls.
 */
final class DeviceQueue {
  private final TargetSettings target;
  private final BlockSpace space;
  private final InFlight inFlight = new InFlight();
  private final Waiting waiting = new Waiting();
  private int peakBlocks;

  DeviceQueue(TargetSettings target) {
    this.target = target;
    this.space = new BlockSpace(target.areaBlocks());
  }

  /** Completes what is due, up to and including {@code nanos}, and starts what can be. */
  void advance(long nanos) {
    while (inFlight.nextNanos() <= nanos) {
      long nowNanos = inFlight.nextNanos();
      space.give(inFlight.remove());
      while (!waiting.isEmpty() && start(waiting, nowNanos)) {
        waiting.removeFirst();
      }
    }
  }

  /** A request arrives, after {@link #advance} to the same time. */
  void submit(long bytes, long serviceNanos, long nowNanos) {
    long left = bytes;
    do {
      long part = Math.min(left, target.transferBytes());
      int blocks = target.blocks(part);
      if (!waiting.isEmpty() || !start(blocks, serviceNanos, nowNanos)) {
        waiting.add(blocks, serviceNanos);
      }
      left -= part;
    } while (left > 0);
  }

  /** Whether nothing is in flight; then nothing waits either. */
  boolean isIdle() {
    return inFlight.size() == 0;
  }

  /** Blocks up to the highest that was in use since the call before. */
  int takePeakBlocks() {
    int peak = peakBlocks;
    peakBlocks = space.end();
    return peak;
  }

  /** Blocks up to the highest in use. */
  int floorBlocks() {
    return space.end();
  }

  private boolean start(Waiting queue, long nowNanos) {
    return start(queue.firstBlocks(), queue.firstServiceNanos(), nowNanos);
  }

  private boolean start(int blocks, long serviceNanos, long nowNanos) {
    if (inFlight.size() == target.queueDepth() || blocks > space.free()) {
      return false;
    }
    inFlight.add(nowNanos + serviceNanos, space.take(blocks));
    peakBlocks = Math.max(peakBlocks, space.end());
    return true;
  }
}
