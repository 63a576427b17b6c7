package org.tcmureclaim.recording.table;

/** A column of numbers. */
public interface Column {
  /** In place of a number that the recorder does not know: an empty field. */
  long UNKNOWN = Long.MIN_VALUE;

  /** Its name in the header, with its unit. */
  String label();

  /**
   * Whether it is a time on the host's monotonic clock: nanoseconds here, microseconds since the
   * manifest's anchor in a file.
   */
  boolean isTime();

  /** Its place among the columns, from 0. */
  int index();
}
