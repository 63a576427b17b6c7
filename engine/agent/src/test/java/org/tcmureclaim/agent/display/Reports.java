package org.tcmureclaim.agent.display;

import java.util.List;
import java.util.stream.IntStream;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Status;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.image.CustomerSum;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.policy.Verdict;

/** One run of an agent, as reports. */
final class Reports {
  static final AgentStarted STARTED =
      new AgentStarted(
          "simulated", "act", "shim", "the simulated kernel has the shim", "lru", 256, 0);

  private Reports() {}

  static DeviceChange device(DeviceChange.Event event, String path, double atSeconds) {
    return new DeviceChange(event, path, 3, "gold", atSeconds);
  }

  static DecisionReport decision(long number, Urgency urgency, CutResult result, String problem) {
    return new DecisionReport(
        number,
        number * 12.25,
        urgency,
        urgency == Urgency.GENTLE ? Trigger.MEMORY_LOW : Trigger.PSI_SOME,
        16384,
        16500,
        List.of(
            new DecisionReport.Cut("user_0/gold-01", "gold", 0, 4096, Verdict.CHOSEN),
            new DecisionReport.Cut("user_0/say \"hi\"\n", "other", 128, 12404, Verdict.CHOSEN)),
        result,
        result == CutResult.FREED ? 15000 : 0,
        0.4215,
        problem,
        1_234_567_890L,
        0.0314159);
  }

  static Status status(int devices, int customers) {
    return new Status(
        83.4,
        8L << 30,
        2L << 30,
        1L << 30,
        0.0314,
        0.001,
        Urgency.URGENT,
        256,
        700_000,
        262_144,
        IntStream.rangeClosed(1, devices)
            .mapToObj(
                i ->
                    new Status.Device(
                        "user_0/gold-%03d".formatted(i),
                        "gold",
                        4096 - i,
                        3000 - i,
                        i * 7.5,
                        i % 2 == 0 ? Verdict.TOO_WARM : Verdict.CHOSEN))
            .toList(),
        IntStream.rangeClosed(1, customers)
            .mapToObj(i -> new CustomerSum("customer-" + i, 10 * i, 20_000L * i, 5_000L * i))
            .toList(),
        new Counters(4, 310, 1_000_000, 40_000));
  }

  static final ShadowScore SCORE =
      new ShadowScore(
          new ShadowScore.Side(1024, 102_400, 1_887_436_800_000L),
          new ShadowScore.Side(512, 51_200, 1_415_577_600_000L));

  static Status shadowed(Status s) {
    return new Status(
        s.atSeconds(),
        s.totalBytes(),
        s.availableBytes(),
        s.tailsBytes(),
        s.someStallShare(),
        s.fullStallShare(),
        s.urgency(),
        s.devices(),
        s.residentPages(),
        s.tailPages(),
        s.top(),
        s.customers(),
        s.counters(),
        SCORE);
  }

  static Summary summary(boolean compared) {
    return new Summary(
        130,
        new Counters(4, 310, 1_000_000, 40_000),
        3.25,
        700_000,
        compared ? new Summary.Comparison(21.5, 1_048_576, 130_000) : null);
  }

  static List<Report> run() {
    return List.of(
        STARTED,
        device(DeviceChange.Event.ADDED, "user_0/gold-01", 0),
        device(DeviceChange.Event.ADDED, "user_0/gold-\u001b[2J", 5.5),
        decision(1, Urgency.URGENT, CutResult.FREED, ""),
        decision(2, Urgency.GENTLE, CutResult.BUSY, "the device's lock was held"),
        new NoticeReport(NoticeReport.Level.WARN, "limit restored to 2048 MiB"),
        decision(3, Urgency.EMERGENCY, CutResult.NOTHING, ""),
        decision(4, Urgency.URGENT, CutResult.OBSERVED, ""),
        new NoticeReport(NoticeReport.Level.INFO, "no swap"),
        status(30, 3),
        device(DeviceChange.Event.REMOVED, "user_0/gold-01", 99.5),
        summary(true));
  }

  static String shown(Display display, List<Report> reports) {
    StringBuilder out = new StringBuilder();
    reports.forEach(report -> display.show(report, out));
    display.refresh(out);
    display.end(out);
    return out.toString();
  }
}
