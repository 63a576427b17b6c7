package org.tcmureclaim.recording.table;

import java.util.Locale;

/** What an event is. In a file in lower case. */
public enum EventKind {
  /** The agent began with this tick; nothing was decided before. */
  START,
  /** A segment begins: what follows for this tick is the state of all devices. */
  KEYFRAME,
  /** A device came; the note is its customer. */
  ATTACH,
  /** A device that is there as a segment begins; the note is its customer. */
  PRESENT,
  /** A device went. */
  DETACH,
  /** The note is what a device's handler was told ({@code dev_config}). */
  IDENTITY,
  /** A device is another customer's now; the note is which. */
  CUSTOMER,
  /**
   * A device is served by the process of this number (blocks) from this tick on, none where it is
   * 0; the note is the process's program.
   */
  SERVED,
  /**
   * A process that served devices has ended: its number (blocks), when, and how and what program it
   * was as the note.
   */
  HANDLER_ENDED,
  /** A cut has ended: blocks freed, time for which it held the lock, its result as the note. */
  TRUNCATE,
  /** The plan has ended: all blocks freed, when it ended, how long it took, its result. */
  SETTLED,
  /** A configuration counts from this tick on; blocks is its number. */
  CONFIGURED,
  /** The configuration that counts as a segment begins; blocks is its number. */
  IN_FORCE,
  /** The host could not be sensed; the note says why. */
  HELD,
  /** So many ticks before this one (blocks) were not recorded. */
  GAP;

  /** As it stands in a file. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
