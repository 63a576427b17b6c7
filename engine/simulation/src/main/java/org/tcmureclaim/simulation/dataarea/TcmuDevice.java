package org.tcmureclaim.simulation.dataarea;

/**
 * One tcmu device: a data area, the commands in flight, and those that wait because the data area
 * is full ({@code queue_cmd_ring}, {@code tcmu_handle_completions}, {@code run_qfull_queue}).
 *
 * <p>Left out: the command ring's own limit, the initiator's queue depth, and the time-outs of
 * commands.
 */
public final class TcmuDevice {
  private final GlobalPages global;
  private final DataArea area;
  private final HeatLadder ladder;
  private final Commands queue = new Commands();

  /** Of the command that starts or completes just now. */
  private final BlockList blocks = new BlockList();

  private long commands;
  private long transferredBytes;
  private long refusedCommands;

  public TcmuDevice(DataAreaSettings settings, GlobalPages global) {
    this.global = global;
    this.area = new DataArea(settings, global);
    this.ladder = new HeatLadder(settings.areaBlocks(), settings.pagesPerBlock());
  }

  public DataArea area() {
    return area;
  }

  /** When each level of the data area was last needed. */
  public HeatLadder ladder() {
    return ladder;
  }

  /** Commands completed. */
  public long commands() {
    return commands;
  }

  /** Bytes of the commands completed. */
  public long transferredBytes() {
    return transferredBytes;
  }

  /** Commands refused because the whole data area could not hold them. */
  public long refusedCommands() {
    return refusedCommands;
  }

  public int inFlightCommands() {
    return queue.inFlight();
  }

  /** Commands that wait for space in the data area. */
  public int waitingCommands() {
    return queue.waiting();
  }

  /** When the next command completes; {@link Long#MAX_VALUE} where none is in flight. */
  public long nextCompletionNanos() {
    int next = queue.nextToComplete();
    return next == Commands.NONE ? Long.MAX_VALUE : queue.completesAtNanos(next);
  }

  /** A command arrives that will take {@code serviceNanos} once it has its blocks. */
  public void submit(long lengthBytes, long serviceNanos, long nowNanos) {
    if (!area.couldHold(lengthBytes)) {
      refusedCommands++;
      return;
    }
    int command = queue.arrive(lengthBytes, serviceNanos);
    if (queue.waiting() > 0 || !start(command, nowNanos)) {
      queue.await(command);
    }
  }

  /** Completes the command that is due next, and starts those for which there is room now. */
  public void completeNext() {
    int command = queue.nextToComplete();
    long nowNanos = queue.completesAtNanos(command);
    queue.copyBlocks(command, blocks);
    if (blocks.last != BlockList.NO_BLOCK) {
      ladder.givenBack(blocks.last, nowNanos);
    }
    area.release(blocks);
    commands++;
    transferredBytes += queue.lengthBytes(command);
    queue.removeNextToComplete();
    if (queue.inFlight() == 0 && queue.waiting() == 0) {
      global.scheduleAtOnceIfAboveLimit();
    }
    while (queue.waiting() > 0 && start(queue.firstWaiting(), nowNanos)) {
      queue.removeFirstWaiting();
    }
  }

  /** Drops all commands and pages: the device goes away. */
  public void destroy() {
    queue.clear();
    area.destroy();
  }

  private boolean start(int command, long nowNanos) {
    blocks.clear();
    if (!area.allocate(queue.lengthBytes(command), blocks)) {
      return false;
    }
    // The lowest free blocks come in rising order: the last one is the highest.
    if (blocks.last != BlockList.NO_BLOCK) {
      ladder.taken(blocks.last, nowNanos);
    }
    queue.start(command, blocks, nowNanos);
    return true;
  }
}
