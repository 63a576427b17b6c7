package org.tcmureclaim.replay.load;

import java.util.List;

/**
 * What viewers saw.
 *
 * @param lost of them, before they were closed
 * @param fewestEvents that any of them got
 * @param decisions that all of them got
 * @param oldestDecisionMillis how old a decision was at most when it came
 */
record ViewerFigures(
    int count, List<String> lost, long fewestEvents, long decisions, long oldestDecisionMillis) {
  ViewerFigures {
    lost = List.copyOf(lost);
  }

  static ViewerFigures of(List<Viewer> viewers) {
    return new ViewerFigures(
        viewers.size(),
        viewers.stream().map(Viewer::problem).filter(problem -> !problem.isEmpty()).toList(),
        viewers.stream().mapToLong(Viewer::events).min().orElse(0),
        viewers.stream().mapToLong(Viewer::decisions).sum(),
        viewers.stream().mapToLong(Viewer::oldestDecisionMillis).max().orElse(0));
  }
}
