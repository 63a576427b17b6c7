package org.tcmureclaim.replay.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.manual.ExitCode;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.expectation.Finding;
import org.tcmureclaim.replay.expectation.LoopSource;
import org.tcmureclaim.replay.expectation.PolicyTest;
import org.tcmureclaim.replay.expectation.PolicyTestFile;
import org.tcmureclaim.replay.expectation.PolicyTestRun;
import org.tcmureclaim.replay.result.FindingsText;
import org.tcmureclaim.replay.result.JunitXml;
import org.tcmureclaim.replay.run.Budget;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.trace.ChosenDevices;
import org.tcmureclaim.replay.trace.ClosedLoopTraces;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.trace.Traces;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tcmu-reclaim test}: assertions over replayed traces, for CI. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = Workstation.Version.class,
    sortOptions = false,
    description = {
      "Checks what a policy or configuration would do with a trace, at fixed budgets (open loop) or"
          + " under the pressure of a recorded host (closed loop). A file holds tests such as"
          + " this:",
      "",
      "  tests:",
      "    - name: gold is safe",
      "      trace: builtin:mixed:7       # or a file, relative to this one",
      "      config: agent.yaml           # or policy: lru",
      "      budget: 35%%,50%%              # sizes, or shares of the sum of high-waters",
      "      assert:",
      "        - {customer: gold, never_cut_below: 64MiB}",
      "        - {devices: \"user_0/db-*\", never_cut_below: 64MiB}",
      "        - {reallocations_at_most: 1.5x optimum}   # or a size",
      "        - {regret_at_most: 5%%}       # of the pages cut, needed again within a minute",
      "        - {ticks_over_budget_at_most: 0}",
      "        - {truncations_at_most: 10000}",
      "",
      "Several files of one run are one trace with together: true, and commas between them:",
      "",
      "      trace: job_clat.1.log, job_clat.2.log",
      "      together: true",
      "",
      "A trace of commands may need format: and service_time: (fixed:5ms is the default), as"
          + " replay --help describes them.",
      "",
      "In a closed loop, budget: trace, a test can also assert how soon memory is free:",
      "",
      "      trace: recording             # or another, with pressure: FILE and memory: 64GiB",
      "      budget: trace",
      "      assert:",
      "        - {free: 2GiB, within: 5s, of_psi_some: 20%%}",
      "",
      "psi: (relieved, recorded or ignored) and held_then: (high-water or nothing) are those of"
          + " replay.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All assertions hold.",
      "2:The command line cannot be used.",
      "65:A trace cannot be used; the message names file and line.",
      "66:At least one assertion does not hold.",
      "73:The JUnit file cannot be written.",
      "78:A test or a configuration cannot be used; file, line and key are named."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcmu-reclaim test configs/tests/promises.yaml",
      "  tcmu-reclaim test promises.yaml --junit promises.xml",
    })
final class TestCommand implements Callable<Integer> {
  private static final int KERNEL_AREA_PAGES = 1 << 18;

  private final PrintStream out;
  private final PrintStream err;
  private final PolicyTestRun runner =
      new PolicyTestRun(new PolicyRun(RungBoundaries.of(KERNEL_AREA_PAGES)));

  @Parameters(paramLabel = "FILE.yaml", arity = "1..*", description = "Files of tests.")
  private List<Path> files = List.of();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write what came of them as JUnit XML as well.")
  private @Nullable Path junit;

  TestCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Every file is read before the first test runs. */
  @Override
  public Integer call() {
    Map<String, List<PolicyTest>> tests = new LinkedHashMap<>();
    files.forEach(file -> tests.put(file.toString(), PolicyTestFile.load(file)));
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    tests.forEach((file, ofFile) -> findings.put(file, run(ofFile)));
    if (junit != null) {
      write(junit, JunitXml.of(findings));
    }
    List<Finding> all = findings.values().stream().flatMap(List::stream).toList();
    out.print(FindingsText.of(all));
    out.flush();
    boolean holds = all.stream().allMatch(finding -> finding.outcome().holds());
    return (holds ? ExitCode.FINE : ExitCode.NOT_AS_EXPECTED).code();
  }

  private List<Finding> run(List<PolicyTest> tests) {
    List<Finding> findings = new ArrayList<>();
    for (PolicyTest test : tests) {
      if (test.budgets().stream().anyMatch(budget -> !budget.isTrace())) {
        for (Trace trace : new Traces(options(test)).read(test.traces())) {
          findings.addAll(runner.of(test, trace));
        }
      }
      if (test.budgets().stream().anyMatch(Budget::isTrace)) {
        for (Trace trace : closed(test).read(test.traces())) {
          findings.addAll(runner.of(test, trace));
        }
      }
    }
    return findings;
  }

  private ClosedLoopTraces closed(PolicyTest test) {
    LoopSource loop = test.loop();
    return new ClosedLoopTraces(
        options(test), loop.pressure(), loop.memoryBytes(), loop.heldThen());
  }

  private TraceOptions options(PolicyTest test) {
    return new TraceOptions(
        test.format(),
        Optional.empty(),
        0,
        ChosenDevices.ALL,
        1_000_000_000L,
        TargetSettings.KERNEL_DEFAULTS,
        test.serviceTimes(),
        err::println,
        Progress.SILENT,
        false);
  }

  private static void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw new UnwritableException(
          "--junit " + file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
