package org.tcmureclaim.replay.expectation;

import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.ticks.TickTable;

/**
 * One assertion of a policy test.
 *
 * @param origin file and line where it stands
 * @param text what it asserts
 * @param measure how it is found out; anew for each run
 */
public record Expectation(String origin, String text, Measure measure) {

  /** How one run is judged. */
  @FunctionalInterface
  public interface Measure {
    /** Begins with a run. */
    Examination begin(TickTable ticks);
  }

  /** Judges one run, which it may have watched. */
  public interface Examination {
    /** Who is to watch; nobody by default. */
    default RunWatch watch() {
      return RunWatch.NONE;
    }

    /** After the end of the run. */
    Outcome judge(RunResult result, Optimum optimum);
  }

  /**
   * What came of it.
   *
   * @param measured what was found, for people
   */
  public record Outcome(boolean holds, String measured) {}

  /** A measure that needs no more than the result. */
  static Measure ofResult(Examination examination) {
    return unused -> examination;
  }
}
