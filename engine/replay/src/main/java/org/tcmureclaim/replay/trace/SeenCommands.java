package org.tcmureclaim.replay.trace;

import org.tcmureclaim.replay.format.CommandSink;
import org.tcmureclaim.replay.format.Operation;
import org.tcmureclaim.replay.text.MalformedLineException;

/**
 * Counts the commands on their way to another sink, leaves out the devices that were not asked for,
 * and notes whether all commands arrive at one moment: then the source has no times.
 */
final class SeenCommands implements CommandSink {
  private static final int LEFT_OUT = -1;

  private final CommandSink next;
  private final ChosenDevices chosen;
  private final boolean takesArrivals;
  private long commands;
  private long leftOut;
  private long firstNanos;
  private boolean hasTimes;

  SeenCommands(CommandSink next, TraceOptions options) {
    this.next = next;
    this.chosen = options.devices();
    this.takesArrivals = options.serviceTimes().isAsked();
  }

  /** Commands that were handed on. */
  long commands() {
    return commands;
  }

  /** Commands of other devices than those that were asked for. */
  long leftOut() {
    return leftOut;
  }

  /** Whether several commands all arrive at the same moment. */
  boolean isOneBurst() {
    return commands > 1 && !hasTimes;
  }

  @Override
  public void startsAt(long originNanos) {
    next.startsAt(originNanos);
  }

  @Override
  public boolean isChosen(String device) {
    return !chosen.isAll() && chosen.has(device);
  }

  @Override
  public boolean takesArrivals() {
    return takesArrivals;
  }

  @Override
  public int device(String name) {
    return chosen.has(name) ? next.device(name) : LEFT_OUT;
  }

  @Override
  public void command(
      int device, Operation operation, long lengthBytes, long arrivalNanos, long latencyNanos)
      throws MalformedLineException {
    if (device == LEFT_OUT) {
      leftOut++;
      return;
    }
    next.command(device, operation, lengthBytes, arrivalNanos, latencyNanos);
    if (commands++ == 0) {
      firstNanos = arrivalNanos;
    }
    hasTimes |= arrivalNanos != firstNanos;
  }
}
