package org.tcmureclaim.recording.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.table.DecisionRow;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;
import org.tcmureclaim.recording.table.ReasonRow;

/** One turn of the decision loop as it was recorded. Reused from tick to tick. */
public final class RecordedTick {
  private final long[] host = new long[HostColumn.values().length];
  private final DeviceBook devices = new DeviceBook();
  private final List<EventRow> events = new ArrayList<>();
  private final List<ReasonRow> reasons = new ArrayList<>();
  private @Nullable DecisionRow decision;
  private @Nullable EventRow configuration;
  private long number;
  private long atNanos;

  /** Its number; one more than that of the tick before, unless some were not recorded. */
  public long number() {
    return number;
  }

  /** When the sampling began, on the host's monotonic clock. */
  public long atNanos() {
    return atNanos;
  }

  public long host(HostColumn column) {
    return host[column.index()];
  }

  /** By {@link HostColumn}. */
  public long[] hostValues() {
    return host;
  }

  /** All devices, of which some are marked as changed in this tick. */
  public DeviceBook devices() {
    return devices;
  }

  /** What happened, in its order. */
  public List<EventRow> events() {
    return Collections.unmodifiableList(events);
  }

  /** What was decided; null where nothing was wanted and nothing planned. */
  public @Nullable DecisionRow decision() {
    return decision;
  }

  /** The cuts in their order, then the devices that were left alone. */
  public List<ReasonRow> reasons() {
    return Collections.unmodifiableList(reasons);
  }

  /** The event by which the configuration came that counts now; null where none is known. */
  public @Nullable EventRow configuration() {
    return configuration;
  }

  void begin(long newNumber, long newAtNanos) {
    number = newNumber;
    atNanos = newAtNanos;
    events.clear();
    reasons.clear();
    decision = null;
    devices.unmark();
  }

  void add(EventRow event) {
    devices.apply(event);
    events.add(event);
    if (event.kind() == EventKind.CONFIGURED || event.kind() == EventKind.IN_FORCE) {
      configuration = event;
    }
  }

  void add(ReasonRow reason) {
    reasons.add(reason);
  }

  void decided(DecisionRow row) {
    decision = row;
  }
}
