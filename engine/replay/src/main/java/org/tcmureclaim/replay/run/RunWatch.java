package org.tcmureclaim.replay.run;

/** Sees what a run does, in the order in which it happens, on the thread of the run. */
public interface RunWatch {
  /** Looks away. */
  RunWatch NONE =
      new RunWatch() {
        @Override
        public void allocated(int tick, int device, int firstPages, int againPages) {}

        @Override
        public void cut(int tick, int device, int freedPages, int keptPages) {}
      };

  /**
   * A device took pages.
   *
   * @param firstPages of them, those that it never had before
   * @param againPages of them, those that it had given back
   */
  void allocated(int tick, int device, int firstPages, int againPages);

  /** A cut freed pages: at least one. */
  void cut(int tick, int device, int freedPages, int keptPages);

  /**
   * A tick of a closed loop is over, of which the trace of the host has figures.
   *
   * @param availableBytes at its end; negative where more was in use than there is
   * @param someMicros time within it in which some task waited for memory, as it was recorded
   * @param fullMicros the same of all tasks
   */
  default void hostPassed(int tick, long availableBytes, long someMicros, long fullMicros) {}
}
