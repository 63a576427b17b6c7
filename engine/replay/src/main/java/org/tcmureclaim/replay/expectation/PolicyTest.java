package org.tcmureclaim.replay.expectation;

import java.util.List;
import org.tcmureclaim.replay.command.ServiceTimes;
import org.tcmureclaim.replay.run.Budget;

/**
 * A trace, a policy for it, and what must hold of the run at each budget.
 *
 * @param origin file and line where it begins
 * @param traces a file, relative to that of the test, or a built-in workload; several files are of
 *     one run, and read as one trace
 * @param format of the trace, or empty where its beginning says it
 * @param serviceTimes for commands without a recorded latency
 * @param loop what a budget as recorded is taken from
 * @param policy a name, or {@code config:FILE}
 */
public record PolicyTest(
    String name,
    String origin,
    List<String> traces,
    String format,
    ServiceTimes serviceTimes,
    LoopSource loop,
    String policy,
    List<Budget> budgets,
    List<Expectation> expectations) {

  public PolicyTest {
    traces = List.copyOf(traces);
    budgets = List.copyOf(budgets);
    expectations = List.copyOf(expectations);
  }
}
