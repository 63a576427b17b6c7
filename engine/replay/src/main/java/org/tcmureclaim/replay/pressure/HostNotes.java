package org.tcmureclaim.replay.pressure;

import java.util.ArrayList;
import java.util.List;

/** What is to be said of a file that was read to its end. */
final class HostNotes {
  static final String APPROXIMATED =
      "has no available memory: free, buffers and cached stand for it, which is more";

  private final List<String> notes = new ArrayList<>();

  void add(String note) {
    notes.add(note);
  }

  List<String> all() {
    return notes;
  }
}
