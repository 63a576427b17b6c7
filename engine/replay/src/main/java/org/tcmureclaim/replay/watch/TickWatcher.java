package org.tcmureclaim.replay.watch;

/**
 * Sees a replay at the end of every tick. Called by the thread of the replay, tick by tick without
 * gaps.
 */
public interface TickWatcher {
  /** Looks at nothing. */
  TickWatcher NONE = (tick, demandPages, state) -> {};

  /**
   * A tick is over.
   *
   * @param demandPages pages that were held above the budget before anything was given back, 0 for
   *     none
   * @param state valid during the call only
   */
  void tick(int tick, long demandPages, ReplayState state);
}
