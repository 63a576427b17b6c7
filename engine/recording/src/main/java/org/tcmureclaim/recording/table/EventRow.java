package org.tcmureclaim.recording.table;

/**
 * Something that happened in a tick or before it; {@link EventKind} says what each field means.
 *
 * @param dev the device, as path and generation; empty where it is about none
 * @param atNanos when, on the host's clock, if that is not the time of the tick; {@link
 *     Column#UNKNOWN} otherwise
 */
public record EventRow(
    EventKind kind, String dev, long blocks, long atNanos, long durationNanos, String note) {

  /** Without a time of its own. */
  public EventRow(EventKind kind, String dev, long blocks, String note) {
    this(kind, dev, blocks, Column.UNKNOWN, 0, note);
  }
}
