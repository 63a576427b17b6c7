package org.tcmureclaim.replay.recorded;

import java.util.List;

/**
 * How far a replay agrees with its recording.
 *
 * @param ticks that were compared
 * @param decisions of them, those in which something was wanted or planned
 * @param cuts in all of their plans
 * @param configurations that were adopted
 * @param differences ticks whose plan is another one
 * @param firstDifferences the first few of them, in words
 * @param fromTheStart whether the recording begins with the agent and has every tick: only then is
 *     all known that the decisions depended on
 * @param problems what is missing, in words
 */
public record Agreement(
    long ticks,
    long decisions,
    long cuts,
    long configurations,
    long differences,
    List<String> firstDifferences,
    boolean fromTheStart,
    List<String> problems) {

  public Agreement {
    firstDifferences = List.copyOf(firstDifferences);
    problems = List.copyOf(problems);
  }

  /** Whether every plan is the recorded one. */
  public boolean isExact() {
    return differences == 0;
  }
}
