package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.demand.DemandSettings;
import org.tcmureclaim.replay.command.TargetSettings;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HeldThen;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.pressure.StallModel;
import org.tcmureclaim.replay.run.PolicyRun;
import org.tcmureclaim.replay.run.RunResult;
import org.tcmureclaim.replay.run.RunWatch;
import org.tcmureclaim.replay.trace.ClosedLoopTraces;
import org.tcmureclaim.replay.trace.HostFiles;
import org.tcmureclaim.replay.trace.Progress;
import org.tcmureclaim.replay.trace.Trace;
import org.tcmureclaim.replay.trace.TraceOptions;
import org.tcmureclaim.replay.watch.HostState;
import org.tcmureclaim.simulation.dataarea.RungBoundaries;

/** What an agent recorded, replayed in a closed loop. */
class RecordedClosedLoopTest {
  @TempDir Path folder;

  /** Nobody cut anything, so devices that nobody cuts leave the host as it was. */
  @Test
  void closedLoopOverAPausedAgent_leavesTheHostAsItWas() throws IOException {
    Path recording =
        new RecordedAgent(folder)
            .record(RecordedAgent.configuration("shim"), RecordedClosedLoopTest::watchOnly);
    var options =
        new TraceOptions(
            "",
            0,
            1_000_000_000L,
            TargetSettings.KERNEL_DEFAULTS,
            List.of("fixed:5ms"),
            message -> {},
            Progress.SILENT);
    Trace trace =
        new ClosedLoopTraces(
                options, HostFiles.of(List.of()), OptionalLong.empty(), HeldThen.NOTHING)
            .read(recording.toString())
            .get(0);
    HostTicks host = Objects.requireNonNull(trace.host());
    var wantsNothing = new DemandSettings(1, 2, 3, 3, 1, 0, 0, 0, Long.MAX_VALUE);
    List<Long> apart = new ArrayList<>();
    RunResult result =
        new PolicyRun(RungBoundaries.of(4096))
            .of(
                trace.ticks(),
                "lru",
                new ClosedLoop(host, wantsNothing, List.of(), StallModel.RECORDED),
                (tick, demandPages, state) ->
                    apart.add(
                        Math.abs(((HostState) state).availableBytes() - host.availableBytes(tick))),
                RunWatch.NONE);
    assertThat(result.truncations()).isZero();
    assertThat(trace.customers()).contains("acme", "birch", "corvid", "other");
    assertThat(apart).hasSizeGreaterThan(100);
    // Where the agent looked several times in a tick, the least that it saw is not the last.
    assertThat(apart.stream().filter(bytes -> bytes > 0).count()).isLessThan(apart.size() / 5);
  }

  private static void watchOnly(RecordedAgent.Stage stage) {
    stage.loop().pause(true);
    stage.loop().run(3_000 * RecordedAgent.BITE_NANOS);
  }
}
