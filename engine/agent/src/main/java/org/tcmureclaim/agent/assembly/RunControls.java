package org.tcmureclaim.agent.assembly;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.tcmureclaim.agent.loop.ShrinkOrder;

/** What an order may ask of a running agent. Nothing here waits; safe from any thread. */
interface RunControls {
  /**
   * Keeps plans back for some time. A pause that is in force already is not shortened. All pauses
   * of a server last {@link PauseAllowance#SECONDS} together.
   *
   * @param customer empty for all
   * @param forSeconds 0 for as long as its owner may: that of the command line until it is resumed
   * @return done, or failed with {@link IllegalArgumentException} where there is no such customer,
   *     or {@link OrderRefusedException} where a server may pause no longer
   */
  CompletionStage<Paused> pause(PauseOwner by, Optional<String> customer, long forSeconds);

  /**
   * Keeps plans back no longer: ends every pause of a customer, or of all as a whole.
   *
   * @param customer empty for all
   * @return done, or failed as above, or with {@link OrderRefusedException} where a server asks and
   *     the command line has paused them too
   */
  CompletionStage<Paused> resume(PauseOwner by, Optional<String> customer);

  /** In how many seconds a pause ends by itself; 0 where it does not. */
  long pauseEndsInSeconds(Optional<String> customer);

  /** Ends the pauses whose time is over. */
  void endPauses();

  /** Places an order that the loop answers. */
  void shrink(ShrinkOrder order);

  /**
   * Has the configuration read again.
   *
   * @param yes whether it counts at once though it takes promises away; otherwise such a one is
   *     held back for a while
   * @return what came of it, or failed with {@link java.util.concurrent.RejectedExecutionException}
   *     where too many wait already
   */
  CompletionStage<ReloadResult> reload(boolean yes);

  /**
   * Whose plans are kept back.
   *
   * @param customers those that are paused by themselves, in the order of names
   */
  record Paused(boolean all, Set<String> customers) {}

  /**
   * What came of reading the configuration again.
   *
   * @param atOnce what counts from the next tick on
   * @param afterRestart what does not count before the agent is started anew
   * @param problems why the configuration before goes on; empty where the new one can be used
   * @param lostPromises for which it is held back; empty where it runs
   * @param heldSeconds for how long from now on
   */
  record ReloadResult(
      List<String> atOnce,
      List<String> afterRestart,
      List<String> problems,
      List<String> lostPromises,
      long heldSeconds) {

    /** What came of one that runs, or cannot be used. */
    public ReloadResult(List<String> atOnce, List<String> afterRestart, List<String> problems) {
      this(atOnce, afterRestart, problems, List.of(), 0);
    }
  }
}
