package org.tcmureclaim.simulation.workload;

/** The habits that a simulated customer can have. */
public enum HabitKind {
  /** Busy all the time; what is cut comes back within seconds. */
  STEADY {
    @Override
    Habit habit(long dayNanos, long quietFromNanos) {
      return new Habit.Unchanging(
          new Phase(30, SizeRange.ofKib(4, 128), 8 * MILLI, 12, SizeRange.ofKib(1024, 3072)));
    }
  },
  /** Almost idle, with rare large bursts. */
  BURSTY {
    @Override
    Habit habit(long dayNanos, long quietFromNanos) {
      return new Habit.Unchanging(
          new Phase(3, SizeRange.ofKib(4, 64), 10 * MILLI, 1.5, SizeRange.ofKib(2048, 10240)));
    }
  },
  /** Almost idle, with a long job at the same time of each day. */
  NIGHTLY {
    @Override
    Habit habit(long dayNanos, long quietFromNanos) {
      Phase usual = new Phase(2, SizeRange.ofKib(4, 64), 10 * MILLI, 1, SizeRange.ofKib(256, 1024));
      Phase job =
          new Phase(60, SizeRange.ofKib(256, 1024), 150 * MILLI, 10, SizeRange.ofKib(2048, 4096));
      long startNanos = dayNanos * 3 / 10;
      return new Habit.Daily(usual, job, dayNanos, startNanos, startNanos + dayNanos / 10);
    }
  },
  /** Busy with bursts until a moment, then as good as never used again. */
  QUIETING {
    @Override
    Habit habit(long dayNanos, long quietFromNanos) {
      Phase busy =
          new Phase(15, SizeRange.ofKib(4, 256), 15 * MILLI, 8, SizeRange.ofKib(1024, 4096));
      Phase quiet =
          new Phase(0.1, SizeRange.ofKib(4, 16), 5 * MILLI, 0, SizeRange.ofKib(1024, 1024));
      return new Habit.Changing(busy, quiet, quietFromNanos);
    }
  };

  private static final long MILLI = 1_000_000;

  /**
   * The habit in a host whose days last {@code dayNanos}.
   *
   * @param quietFromNanos when a customer that goes quiet does so
   */
  abstract Habit habit(long dayNanos, long quietFromNanos);
}
