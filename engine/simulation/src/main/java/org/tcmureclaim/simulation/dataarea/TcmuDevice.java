package org.tcmureclaim.simulation.dataarea;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * One tcmu device: a data area, the commands in flight, and those that wait because the data area
 * is full ({@code queue_cmd_ring}, {@code tcmu_handle_completions}, {@code run_qfull_queue}).
 *
 * <p>Left out: the command ring's own limit, the initiator's queue depth, and the time-outs of
 * commands.
 */
public final class TcmuDevice {
  /** {@code hw_queue_depth}; with more commands than that at once, the pools grow. */
  private static final int USUAL_COMMANDS = 128;

  private final GlobalPages global;
  private final DataArea area;
  private final HeatLadder ladder;
  private final PriorityQueue<Command> inFlight = new PriorityQueue<>(USUAL_COMMANDS);
  private final ArrayDeque<Command> waiting = new ArrayDeque<>(USUAL_COMMANDS);
  private final ArrayDeque<Command> spare = new ArrayDeque<>(USUAL_COMMANDS);
  private long arrivals;
  private long commands;
  private long transferredBytes;
  private long refusedCommands;

  public TcmuDevice(DataAreaSettings settings, GlobalPages global) {
    this.global = global;
    this.area = new DataArea(settings, global);
    this.ladder = new HeatLadder(settings.areaBlocks(), settings.pagesPerBlock());
    for (int i = 0; i < USUAL_COMMANDS; i++) {
      spare.push(new Command());
    }
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
    return inFlight.size();
  }

  /** Commands that wait for space in the data area. */
  public int waitingCommands() {
    return waiting.size();
  }

  /** When the next command completes; {@link Long#MAX_VALUE} where none is in flight. */
  public long nextCompletionNanos() {
    Command next = inFlight.peek();
    return next == null ? Long.MAX_VALUE : next.completesAtNanos;
  }

  /** A command arrives that will take {@code serviceNanos} once it has its blocks. */
  public void submit(long lengthBytes, long serviceNanos, long nowNanos) {
    if (!area.couldHold(lengthBytes)) {
      refusedCommands++;
      return;
    }
    Command command = spare.isEmpty() ? new Command() : spare.pop();
    command.arrive(lengthBytes, serviceNanos, arrivals++);
    if (!waiting.isEmpty() || !start(command, nowNanos)) {
      waiting.addLast(command);
    }
  }

  /** Completes the command that is due next, and starts those for which there is room now. */
  public void completeNext() {
    Command command = inFlight.remove();
    long nowNanos = command.completesAtNanos;
    if (command.blocks.last != BlockList.NO_BLOCK) {
      ladder.givenBack(command.blocks.last, nowNanos);
    }
    area.release(command.blocks);
    commands++;
    transferredBytes += command.lengthBytes;
    spare.push(command);
    if (inFlight.isEmpty() && waiting.isEmpty()) {
      global.scheduleAtOnceIfAboveLimit();
    }
    while (!waiting.isEmpty() && start(waiting.getFirst(), nowNanos)) {
      waiting.removeFirst();
    }
  }

  /** Drops all commands and pages: the device goes away. */
  public void destroy() {
    inFlight.clear();
    waiting.clear();
    area.destroy();
  }

  private boolean start(Command command, long nowNanos) {
    if (!area.allocate(command.lengthBytes, command.blocks)) {
      return false;
    }
    // The lowest free blocks come in rising order: the last one is the highest.
    if (command.blocks.last != BlockList.NO_BLOCK) {
      ladder.taken(command.blocks.last, nowNanos);
    }
    command.completesAtNanos = nowNanos + command.serviceNanos;
    inFlight.add(command);
    return true;
  }
}
