package org.tcmureclaim.replay.recorded;

import java.util.Locale;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.recording.bundle.RecordedTick;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.snapshot.DeviceKey;

/** What became of a plan, from the events of a tick. */
final class OutcomesOfTick {
  private final Outcomes outcomes = new Outcomes();

  Outcomes outcomes() {
    return outcomes;
  }

  /** Whether a plan has ended; then {@link #outcomes} has it. */
  boolean take(RecordedTick tick) {
    EventRow settled = null;
    for (EventRow event : tick.events()) {
      if (event.kind() == EventKind.SETTLED) {
        settled = event;
      }
    }
    if (settled == null) {
      return false;
    }
    outcomes.begin(settled.atNanos() - settled.durationNanos());
    for (EventRow event : tick.events()) {
      if (event.kind() == EventKind.TRUNCATE) {
        outcomes.add(key(event.dev()), result(event), event.blocks(), event.durationNanos());
      }
    }
    outcomes.end(result(settled), "", settled.atNanos());
    return true;
  }

  private static DeviceKey key(String dev) {
    int mark = dev.lastIndexOf('#');
    return new DeviceKey(dev.substring(0, mark), Long.parseLong(dev.substring(mark + 1)));
  }

  private static CutResult result(EventRow event) {
    String word = event.note().split(" ", 2)[0];
    try {
      return CutResult.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TraceException("event " + event.kind().label() + ": no result '" + word + "'", e);
    }
  }
}
