package org.tcmureclaim.simulation.workload;

/** How the use of a LUN changes over time. Pure: the same time always gives the same phase. */
interface Habit {

  Phase phaseAt(long nowNanos);

  /**
   * When the phase that holds at {@code nowNanos} ends; {@link Long#MAX_VALUE} where it never does.
   */
  long phaseEndNanos(long nowNanos);

  /** The same phase for ever. */
  record Unchanging(Phase phase) implements Habit {
    @Override
    public Phase phaseAt(long nowNanos) {
      return phase;
    }

    @Override
    public long phaseEndNanos(long nowNanos) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * One phase until a moment, another one after it.
   *
   * @param changeNanos the first moment of {@code after}
   */
  record Changing(Phase before, Phase after, long changeNanos) implements Habit {
    @Override
    public Phase phaseAt(long nowNanos) {
      return nowNanos < changeNanos ? before : after;
    }

    @Override
    public long phaseEndNanos(long nowNanos) {
      return nowNanos < changeNanos ? changeNanos : Long.MAX_VALUE;
    }
  }

  /**
   * A job at the same time of each day.
   *
   * @param jobStartNanos start of the job, counted from midnight
   * @param jobEndNanos end of the job, counted from the same midnight, within the day
   */
  record Daily(Phase usual, Phase job, long dayNanos, long jobStartNanos, long jobEndNanos)
      implements Habit {
    @Override
    public Phase phaseAt(long nowNanos) {
      long timeOfDay = Math.floorMod(nowNanos, dayNanos);
      return timeOfDay >= jobStartNanos && timeOfDay < jobEndNanos ? job : usual;
    }

    @Override
    public long phaseEndNanos(long nowNanos) {
      long timeOfDay = Math.floorMod(nowNanos, dayNanos);
      long midnight = nowNanos - timeOfDay;
      if (timeOfDay < jobStartNanos) {
        return midnight + jobStartNanos;
      }
      return timeOfDay < jobEndNanos ? midnight + jobEndNanos : midnight + dayNanos + jobStartNanos;
    }
  }
}
