package org.tcmureclaim.replay.cli;

import org.tcmureclaim.replay.result.PolicyFigures;
import org.tcmureclaim.replay.run.RunWatchers;
import org.tcmureclaim.replay.trace.Trace;

/** Hears how the runs over a trace come along. */
interface MatrixListener {
  /** Hears nothing. */
  MatrixListener NONE =
      new MatrixListener() {
        @Override
        public RunWatchers begin(Trace trace, int runs) {
          return RunWatchers.NONE;
        }

        @Override
        public void runIsOver() {}

        @Override
        public void figures(PolicyFigures line) {}
      };

  /**
   * So many runs begin.
   *
   * @return who watches them
   */
  RunWatchers begin(Trace trace, int runs);

  /** One of them is over. Called by the threads of the runs. */
  void runIsOver();

  /** These figures are known. Called in the order of the table, by one thread. */
  void figures(PolicyFigures line);
}
