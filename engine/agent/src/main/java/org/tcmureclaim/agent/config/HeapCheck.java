package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

  /** What {@code bin/tcmu-reclaim} begins with. */
  private static final int FIRST_MEBIBYTES = 32;

  private static final String SIMULATED = "simulated.";

  public HeapCheck {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * Looks at a real host, and at the simulated one if the file describes it.
   *
   * @param luns of the real host; null where that is not known
   * @param given bytes of the heap that an operator has chosen; empty for what the agent takes by
   *     itself
   * @param limit of what it takes by itself
   */
  public static HeapCheck of(
      LoadedConfig loaded, @Nullable Integer luns, OptionalLong given, HeapLimit limit) {
    AgentConfig config = loaded.config();
    int customers = config.customers().inOrder().size();
    HeapNeed real = HeapNeed.of(config, luns == null ? Math.max(USUAL_LUNS, customers) : luns);
    Map<String, HeapNeed> needs = new LinkedHashMap<>();
    needs.put(loaded.file() + ": ", real);
    if (isSimulatedGiven(loaded)) {
      needs.put(loaded.file() + ": simulated.luns: ", HeapNeed.simulated(config));
    }
    return given.isPresent()
        ? ofGiven(needs, loaded, real, given.getAsLong())
        : ofFree(needs, limit);
  }

  private static HeapCheck ofGiven(
      Map<String, HeapNeed> needs, LoadedConfig loaded, HeapNeed real, long heapBytes) {
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    needs.forEach(
        (where, need) ->
            need.problem(heapBytes).ifPresent(problem -> problems.add(where + problem)));
    if (problems.isEmpty()) {
      real.reloadProblem(loaded.fileBytes(), heapBytes)
          .ifPresent(problem -> notes.add(loaded.file() + ": " + problem));
    }
    return new HeapCheck(problems, notes);
  }

  private static HeapCheck ofFree(Map<String, HeapNeed> needs, HeapLimit limit) {
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    needs.forEach(
        (where, need) -> {
          if (need.heapMebibytes() > limit.mebibytes()) {
            problems.add(where + need.tooMuch(limit.mebibytes()));
          } else if (need.heapMebibytes() > FIRST_MEBIBYTES) {
            notes.add(where + need.taken());
          }
        });
    return new HeapCheck(problems, notes);
  }

  private static boolean isSimulatedGiven(LoadedConfig loaded) {
    return loaded.readings().inOrder().stream()
        .anyMatch(
            reading ->
                reading.path().startsWith(SIMULATED) && !reading.origin().equals(Reading.DEFAULT));
  }
}
