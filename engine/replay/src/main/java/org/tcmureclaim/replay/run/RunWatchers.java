package org.tcmureclaim.replay.run;

import org.tcmureclaim.replay.watch.TickWatcher;

/**
 * Who watches which run over one trace. Asked before the runs begin; budgets as they were given.
 */
public interface RunWatchers {
  /** Nobody watches. */
  RunWatchers NONE =
      new RunWatchers() {
        @Override
        public TickWatcher ofPolicy(String budget, String policy) {
          return TickWatcher.NONE;
        }

        @Override
        public TickWatcher ofOptimum(String budget) {
          return TickWatcher.NONE;
        }
      };

  TickWatcher ofPolicy(String budget, String policy);

  TickWatcher ofOptimum(String budget);
}
