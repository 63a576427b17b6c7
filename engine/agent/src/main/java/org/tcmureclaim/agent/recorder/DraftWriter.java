package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.snapshot.DeviceKey;

/** Writes drafts into a recording. */
final class DraftWriter {
  private static final DeviceColumn[] COLUMNS = DeviceColumn.values();

  private final BundleWriter bundle;
  private final Map<DeviceKey, RecordedDevice> devices = new HashMap<>();

  DraftWriter(BundleWriter bundle) {
    this.bundle = bundle;
  }

  /**
   * Writes a tick.
   *
   * @return whether a segment was completed with it
   */
  boolean write(TickDraft draft) throws IOException {
    take(draft);
    return bundle.end();
  }

  /** Takes a tick in without writing it, so that the devices stay right. */
  void skip(TickDraft draft) {
    take(draft);
    bundle.skip();
  }

  private void take(TickDraft draft) {
    bundle.begin(draft.number(), draft.atNanos(), draft.hostValues());
    DraftEvents events = draft.events();
    for (int event = 0; event < events.size(); event++) {
      bundle.event(events.row(event));
      if (events.kind(event) == EventKind.DETACH) {
        devices.remove(Objects.requireNonNull(events.key(event)));
      }
    }
    for (int row = 0; row < draft.devices(); row++) {
      RecordedDevice device = device(draft.key(row));
      for (DeviceColumn column : COLUMNS) {
        device.update(column, draft.value(row, column));
      }
    }
    long[] rungs = draft.rungValues();
    for (int row = 0; row < draft.rungs(); row++) {
      device(draft.rungKey(row))
          .updateRung(
              DraftRung.rung(rungs, row),
              DraftRung.first(rungs, row),
              DraftRung.last(rungs, row),
              DraftRung.times(rungs, row));
    }
    draft.reasons().write(bundle);
  }

  private RecordedDevice device(DeviceKey key) {
    RecordedDevice known = devices.get(key);
    if (known == null) {
      known = bundle.devices().get(key.toString());
      devices.put(key, known);
    }
    return known;
  }
}
