package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.Reading;

/**
 * Whether a configuration fits into a heap, as {@code check} tells it.
 *
 * @param problems that keep an agent from running
 * @param notes of what does not work while it runs, or may not
 */
public record HeapCheck(List<String> problems, List<String> notes) {
  private static final int USUAL_LUNS = 256;
  private static final String SIMULATED = "simulated.";

  public HeapCheck {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * Looks at a real host, and at the simulated one if the file describes it.
   *
   * @param luns of the real host; null where that is not known
   */
  public static HeapCheck of(LoadedConfig loaded, @Nullable Integer luns, long heapBytes) {
    AgentConfig config = loaded.config();
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int customers = config.customers().inOrder().size();
    HeapNeed real = HeapNeed.of(config, luns == null ? Math.max(USUAL_LUNS, customers) : luns);
    Optional<String> realProblem = real.problem(heapBytes);
    realProblem.ifPresent(problem -> problems.add(loaded.file() + ": " + problem));
    if (isSimulatedGiven(loaded)) {
      HeapNeed.simulated(config)
          .problem(heapBytes)
          .ifPresent(problem -> problems.add(loaded.file() + ": simulated.luns: " + problem));
    }
    if (problems.isEmpty()) {
      real.reloadProblem(loaded.fileBytes(), heapBytes)
          .ifPresent(problem -> notes.add(loaded.file() + ": " + problem));
    }
    return new HeapCheck(problems, notes);
  }

  private static boolean isSimulatedGiven(LoadedConfig loaded) {
    return loaded.readings().inOrder().stream()
        .anyMatch(
            reading ->
                reading.path().startsWith(SIMULATED) && !reading.origin().equals(Reading.DEFAULT));
  }
}
