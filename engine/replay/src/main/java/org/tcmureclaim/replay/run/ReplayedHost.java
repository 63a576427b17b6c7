package org.tcmureclaim.replay.run;

import java.util.List;
import org.tcmureclaim.replay.pressure.ClosedLoop;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.simulation.memory.PsiTrigger;
import org.tcmureclaim.simulation.memory.StallKind;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * A recorded host's memory as it would have been with other data areas, in the snapshot of a
 * replay: others use what they used, the rest is available, and stalls are those of the model.
 */
final class ReplayedHost {
  private final ClosedLoop loop;
  private final HostTicks host;
  private final HostSnapshot snapshot;
  private final List<PsiTrigger> triggers;
  private long someTotalMicros;
  private long fullTotalMicros;
  private long someEvents;
  private long fullEvents;
  private long someMicros;
  private long fullMicros;
  private long recordedSomeMicros;

  ReplayedHost(ClosedLoop loop, HostSnapshot snapshot) {
    this.loop = loop;
    this.host = loop.host();
    this.snapshot = snapshot;
    this.triggers = loop.triggers().stream().map(PsiTrigger::new).toList();
    triggers.forEach(trigger -> trigger.reset(0, 0));
  }

  /** What is available while data areas hold so much; negative where there is not so much. */
  long availableBytes(int tick, long heldPages) {
    return host.totalBytes() - host.otherBytes(tick) - heldPages * HostSnapshot.PAGE_BYTES;
  }

  /** Samples a tick. Where nothing is known the samples grow old. */
  void sense(int tick, long nowNanos, long heldPages) {
    long availableBytes = availableBytes(tick, heldPages);
    stall(tick, availableBytes);
    if (!host.isKnown(tick)) {
      return;
    }
    long shownBytes = Math.max(0, availableBytes);
    snapshot.memory().update(host.totalBytes(), shownBytes, shownBytes, 0, nowNanos);
    for (PsiTrigger trigger : triggers) {
      boolean some = trigger.kind() == StallKind.SOME;
      if (trigger.look(nowNanos, some ? someTotalMicros : fullTotalMicros)) {
        someEvents += some ? 1 : 0;
        fullEvents += some ? 0 : 1;
      }
    }
    snapshot.pressure().updateTotals(someTotalMicros, fullTotalMicros, nowNanos);
    snapshot.pressure().updateEvents(someEvents, fullEvents);
  }

  private void stall(int tick, long availableBytes) {
    recordedSomeMicros += host.someMicros(tick);
    someMicros = modelled(host.someMicros(tick), tick, availableBytes);
    fullMicros = modelled(host.fullMicros(tick), tick, availableBytes);
    someTotalMicros += someMicros;
    fullTotalMicros += fullMicros;
  }

  private long modelled(long micros, int tick, long availableBytes) {
    return loop.stalls()
        .micros(micros, availableBytes, host.availableBytes(tick), loop.demand().highBytes());
  }

  /** Time within the tick sensed last in which some task waited. */
  long someMicros() {
    return someMicros;
  }

  /** The same of all tasks. */
  long fullMicros() {
    return fullMicros;
  }

  long someTotalMicros() {
    return someTotalMicros;
  }

  /** As it was recorded, in the same ticks. */
  long recordedSomeMicros() {
    return recordedSomeMicros;
  }

  long events() {
    return someEvents + fullEvents;
  }
}
