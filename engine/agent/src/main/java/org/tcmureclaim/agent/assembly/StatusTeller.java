package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.agent.board.StatusReader;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.image.NewestTick;

/** Tells the newest status. */
final class StatusTeller {
  private final NewestTick newest;
  private final StatusReader reader = new StatusReader();
  private final Console console;

  StatusTeller(NewestTick newest, Console console) {
    this.newest = newest;
    this.console = console;
  }

  /** Tells it; to be called twice a second. */
  void tell() {
    console.tell(reader.read(newest.image()));
  }
}
