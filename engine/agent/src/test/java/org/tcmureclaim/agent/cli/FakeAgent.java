package org.tcmureclaim.agent.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/** A process with everything but a decision loop: it makes decisions up until it is stopped. */
final class FakeAgent {
  private FakeAgent() {}

  public static void main(String[] args) {
    AgentRunner runner = (config, options, console) -> run(options, console);
    System.exit(
        TcmuReclaim.with(
                Surroundings.ofProcess(),
                List.of(AgentCommand.line(runner, Surroundings.ofProcess())))
            .execute(args));
  }

  private static ExitCode run(RunOptions options, Console console) {
    CountDownLatch stopped = new CountDownLatch(1);
    options.stop().onRequest(stopped::countDown);
    console.tell(new AgentStarted("fake", "act", "shim", "made up", "none", 1, 0));
    long ticks = options.forNanos().orElse(Long.MAX_VALUE) / 1_000_000_000L;
    long number = 0;
    try {
      while (number < ticks && !stopped.await(1, TimeUnit.MILLISECONDS)) {
        number++;
        console.tell(decision(number));
        console.tell(status(number));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.tell(new Summary(number, counters(number), 0, 0, null));
    return ExitCode.FINE;
  }

  private static Counters counters(long number) {
    return new Counters(number, number, number * 100, 0);
  }

  private static DecisionReport decision(long number) {
    return new DecisionReport(
        number,
        number,
        Urgency.GENTLE,
        Trigger.MEMORY_LOW,
        100,
        100,
        List.of(new DecisionReport.Cut("user_0/gold-01", "gold", 0, 100, Verdict.CHOSEN)),
        CutResult.FREED,
        100,
        1,
        "",
        1L << 30,
        0);
  }

  private static Status status(long number) {
    return new Status(
        number,
        4L << 30,
        1L << 30,
        number << 12,
        0,
        0,
        Urgency.GENTLE,
        1,
        number,
        number,
        List.of(),
        List.of(),
        counters(number));
  }
}
