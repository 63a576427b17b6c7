package org.tcmureclaim.image;

/**
 * Numbers of the agent itself that are shown with each tick. Asked on the decision thread, so none
 * may block or allocate.
 */
public interface AgentFigures {
  /** Of an agent that keeps none of them. */
  AgentFigures NONE =
      new AgentFigures() {
        @Override
        public long longestWaitNanos() {
          return 0;
        }

        @Override
        public long journalDropped() {
          return 0;
        }

        @Override
        public long recorderLostTicks() {
          return 0;
        }

        @Override
        public long reportsDropped() {
          return 0;
        }

        @Override
        public long heapUsedBytes() {
          return 0;
        }

        @Override
        public long workerRestarts() {
          return 0;
        }
      };

  /** How long the loop waits for its next tick at most. */
  long longestWaitNanos();

  /** Decisions that were not written down. */
  long journalDropped();

  /** Ticks that were not recorded. */
  long recorderLostTicks();

  /** Reports that came too fast for the agent's own output. */
  long reportsDropped();

  /** What the heap holds, garbage included. */
  long heapUsedBytes();

  /** How often a thread failed and was started again. */
  long workerRestarts();
}
