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
}
