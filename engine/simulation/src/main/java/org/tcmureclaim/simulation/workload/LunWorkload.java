package org.tcmureclaim.simulation.workload;

import java.util.SplittableRandom;
import org.tcmureclaim.simulation.dataarea.TcmuDevice;

/**
 * Drives one device with the commands of its habit, exactly in the order of time. Everything about
 * a command is drawn when it arrives, so that neither truncations nor a full data area change what
 * is asked of the device later.
 */
public final class LunWorkload {
  private static final int SLOW_ONE_IN = 3000;
  private static final long SLOW_MIN_NANOS = 2_000_000_000L;
  private static final long SLOW_MAX_NANOS = 12_000_000_000L;
  private static final SizeRange BURST_COMMAND_BYTES = SizeRange.ofKib(64, 512);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MINUTE = 60e9;

  private final TcmuDevice device;
  private final Habit habit;
  private final SplittableRandom random;
  private final long jitterNanos;

  private Phase phase;
  private long phaseEndNanos;
  private long nextCommandNanos;
  private long nextBurstNanos;
  private long nextEventNanos;

  /**
   * A workload that starts at {@code nowNanos}.
   *
   * @param quietFromNanos when a customer that goes quiet does so
   */
  public LunWorkload(
      TcmuDevice device,
      HabitKind kind,
      long dayNanos,
      long quietFromNanos,
      SplittableRandom random,
      long nowNanos) {
    this.device = device;
    this.habit = kind.habit(dayNanos, quietFromNanos);
    this.random = random;
    // LUNs of one customer do not move in step: each is late by up to a fortieth of a day.
    this.jitterNanos = random.nextLong(dayNanos / 40 + 1);
    enterPhase(nowNanos);
  }

  /**
   * Carries out everything that happens up to {@code nowNanos}.
   *
   * @return when something happens next
   */
  public long advance(long nowNanos) {
    while (nextEventNanos <= nowNanos) {
      long atNanos = nextEventNanos;
      if (device.nextCompletionNanos() == atNanos) {
        device.completeNext();
      } else if (phaseEndNanos == atNanos) {
        enterPhase(atNanos);
      } else if (nextCommandNanos == atNanos) {
        device.submit(phase.commandBytes().draw(random), serviceNanos(), atNanos);
        nextCommandNanos = after(atNanos, NANOS_PER_SECOND, phase.commandsPerSecond());
      } else {
        burst(atNanos);
        nextBurstNanos = after(atNanos, NANOS_PER_MINUTE, phase.burstsPerMinute());
      }
      updateNextEvent();
    }
    return nextEventNanos;
  }

  private void enterPhase(long nowNanos) {
    phase = habit.phaseAt(nowNanos - jitterNanos);
    long endNanos = habit.phaseEndNanos(nowNanos - jitterNanos);
    phaseEndNanos = endNanos == Long.MAX_VALUE ? endNanos : endNanos + jitterNanos;
    nextCommandNanos = after(nowNanos, NANOS_PER_SECOND, phase.commandsPerSecond());
    nextBurstNanos = after(nowNanos, NANOS_PER_MINUTE, phase.burstsPerMinute());
    updateNextEvent();
  }

  private void burst(long nowNanos) {
    long leftBytes = phase.burstBytes().draw(random);
    while (leftBytes > 0) {
      long bytes = Math.min(leftBytes, BURST_COMMAND_BYTES.draw(random));
      device.submit(bytes, serviceNanos(), nowNanos);
      leftBytes -= bytes;
    }
  }

  private long serviceNanos() {
    if (random.nextInt(SLOW_ONE_IN) == 0) {
      return random.nextLong(SLOW_MIN_NANOS, SLOW_MAX_NANOS);
    }
    return 1 + Streams.exponentialNanos(random, (double) phase.meanServiceNanos());
  }

  private long after(long nowNanos, double unitNanos, double perUnit) {
    return perUnit == 0
        ? Long.MAX_VALUE
        : nowNanos + 1 + Streams.exponentialNanos(random, unitNanos / perUnit);
  }

  private void updateNextEvent() {
    nextEventNanos =
        Math.min(
            Math.min(device.nextCompletionNanos(), phaseEndNanos),
            Math.min(nextCommandNanos, nextBurstNanos));
  }
}
