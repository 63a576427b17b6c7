package org.tcmureclaim.replay.pressure;

import org.tcmureclaim.replay.text.MalformedLineException;

/** What the lines of one source mean. */
interface HostLineParser {
  /** Takes a line that is not empty. */
  void line(String line) throws MalformedLineException;

  /** Says what is to be known of a file once it was read. */
  default void end(HostNotes notes) {}
}
