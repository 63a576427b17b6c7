package org.tcmureclaim.agent.board;

import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.snapshot.HostSnapshot;
import org.tcmureclaim.snapshot.MemorySample;
import org.tcmureclaim.snapshot.PressureSample;

/** The host's own numbers of one tick, overwritten with the next. */
final class HostFigures {
  private long takenAtNanos;
  private long totalBytes;
  private long availableBytes;
  private long freeBytes;
  private long swapFreeBytes;
  private long someTotalMicros;
  private long fullTotalMicros;
  private long someEvents;
  private long fullEvents;
  private Urgency urgency = Urgency.NONE;
  private Trigger trigger = Trigger.NONE;
  private long demandPages;

  void copy(HostSnapshot snapshot, Plan plan) {
    MemorySample memory = snapshot.memory();
    PressureSample pressure = snapshot.pressure();
    takenAtNanos = snapshot.takenAtNanos();
    totalBytes = memory.totalBytes();
    availableBytes = memory.availableBytes();
    freeBytes = memory.freeBytes();
    swapFreeBytes = memory.swapFreeBytes();
    someTotalMicros = pressure.someTotalMicros();
    fullTotalMicros = pressure.fullTotalMicros();
    someEvents = pressure.someEvents();
    fullEvents = pressure.fullEvents();
    urgency = plan.demand().urgency();
    trigger = plan.demand().trigger();
    demandPages = plan.demand().pages();
  }

  HostImage.Host host(long tick) {
    return new HostImage.Host(
        tick,
        takenAtNanos,
        totalBytes,
        availableBytes,
        freeBytes,
        swapFreeBytes,
        someTotalMicros,
        fullTotalMicros,
        someEvents,
        fullEvents,
        urgency,
        trigger,
        demandPages);
  }
}
