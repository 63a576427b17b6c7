package org.tcmureclaim.replay.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.replay.pressure.HostTicks;
import org.tcmureclaim.replay.pressure.HostTicksBuilder;
import org.tcmureclaim.replay.ticks.TickTable;

/** The host of a recording, with the devices that went. */
final class RecordedHost {
  private static final int NONE = -1;

  private final HostTicksBuilder builder = new HostTicksBuilder();
  private final List<Departure> departures = new ArrayList<>();
  private int lastTick = NONE;
  private long someMicros;
  private long fullMicros;

  private record Departure(int tick, String device) {}

  /** Takes in what the agent saw in a tick. */
  void add(int tick, RecordedTick seen) {
    long some = seen.host(HostColumn.PSI_MEM_SOME_TOTAL_US);
    long full = seen.host(HostColumn.PSI_MEM_FULL_TOTAL_US);
    if (lastTick != NONE) {
      stalled(tick, Math.max(0, some - someMicros), Math.max(0, full - fullMicros));
    }
    lastTick = tick;
    someMicros = some;
    fullMicros = full;
    builder.sample(
        tick,
        seen.host(HostColumn.MEM_TOTAL_BYTES),
        seen.host(HostColumn.MEM_AVAILABLE_BYTES),
        seen.host(HostColumn.TCMU_GLOBAL_PAGES));
    for (EventRow event : seen.events()) {
      if (event.kind() == EventKind.DETACH) {
        departures.add(new Departure(tick, event.dev()));
      }
    }
  }

  /** Stalls between two samples are even, and begin behind the tick of the first. */
  private void stalled(int tick, long some, long full) {
    int ticks = Math.max(1, tick - lastTick);
    for (int i = 0; i < ticks; i++) {
      builder.stalled(
          tick - i,
          some * (i + 1) / ticks - some * i / ticks,
          full * (i + 1) / ticks - full * i / ticks);
    }
  }

  HostTicks build(String source, TickTable table) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int device = 0; device < table.devices(); device++) {
      numbers.put(table.name(device), device);
    }
    for (Departure departure : departures) {
      Integer number = numbers.get(departure.device());
      if (number != null) {
        builder.gone(departure.tick(), number);
      }
    }
    return builder.build(source, table.ticks());
  }
}
