package org.tcmureclaim.replay.recorded;

import java.util.List;

/**
 * How far a replay agrees with its recording. A decision depends on what was before: cool-downs,
 * regret, the stall of the last moments, what policies have learnt. All of it is known up to the
 * first tick that is missing, and none of it where a recording does not begin with the agent. A
 * plan of a later tick may be another one although nothing is wrong.
 *
 * @param ticks that were compared
 * @param knownTicks of them, those before which no tick is missing: the first ones, or none
 * @param decisions ticks in which something was wanted or planned
 * @param cuts in all of their plans
 * @param configurations that were adopted
 * @param differences known ticks whose plan is another one
 * @param laterDifferences ticks behind a gap whose plan is another one
 * @param firstDifferences the first few of both, in words
 * @param problems what is missing, in words
 */
public record Agreement(
    long ticks,
    long knownTicks,
    long decisions,
    long cuts,
    long configurations,
    long differences,
    long laterDifferences,
    List<String> firstDifferences,
    List<String> problems) {

  public Agreement {
    firstDifferences = List.copyOf(firstDifferences);
    problems = List.copyOf(problems);
  }

  /** Whether the recording begins with the agent and has every tick. */
  public boolean isComplete() {
    return ticks > 0 && knownTicks == ticks;
  }

  /** Whether every plan is the recorded one. */
  public boolean isExact() {
    return differences + laterDifferences == 0;
  }

  /** Whether a plan differs that should not. Where nothing is known for certain, each counts. */
  public boolean isWrong() {
    return differences > 0 || (knownTicks == 0 && laterDifferences > 0);
  }
}
