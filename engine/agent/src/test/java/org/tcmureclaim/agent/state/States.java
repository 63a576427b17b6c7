package org.tcmureclaim.agent.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.NoticeReport;

/** States of agents. */
public final class States {
  private States() {}

  /** One that has something everywhere. */
  public static AgentState full(long pid) {
    return new AgentState(
        "1.2 \"quoted\"\n",
        pid,
        1_700_000_000_123L,
        -5,
        new AgentStarted("linux", "act", "stock", "the shim is not loaded", "lru", 7, 0),
        true,
        Optional.of(Path.of("/var/lib/x/decisions")),
        Optional.of(Path.of("/run/x/orders")),
        Optional.of(Path.of("/var/lib/x/recording")),
        true,
        Long.MIN_VALUE + 3,
        List.of(new PausedCustomer("gold", 99), new PausedCustomer("zoë", 0)),
        List.of(
            new CustomerState("gold", "lru", "avoid", 100, 1, 2, 3, CustomerState.UNLIMITED),
            new CustomerState("*", "chain", "neutral", 1, 0, 0, 9, 1L << 62)),
        List.of("/usr/share/a.jar 1.0"),
        3,
        "killed",
        List.of(
            new WorkerStanding("journal", "writes decisions down", true, 12, 0, ""),
            new WorkerStanding("orders", "takes orders", false, 0, 4, "java.lang.Error: x")),
        List.of(
            new Notice(41, 5, NoticeReport.Level.INFO, "one"),
            new Notice(42, 6, NoticeReport.Level.WARN, "two")));
  }

  /** One that has nothing where there may be nothing. */
  public static AgentState bare(long pid) {
    return new AgentState(
        "",
        pid,
        0,
        0,
        new AgentStarted("simulated", "observe", "observe", "", "lru", 0, 0),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        0,
        List.of(),
        List.of(),
        List.of(),
        1,
        "",
        List.of(),
        List.of());
  }
}
