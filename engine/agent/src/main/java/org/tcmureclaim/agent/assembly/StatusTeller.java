package org.tcmureclaim.agent.assembly;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.board.StatusReader;
import org.tcmureclaim.agent.report.Console;
import org.tcmureclaim.image.ImageException;
import org.tcmureclaim.image.NewestTick;
import org.tcmureclaim.image.TickImage;

/** Tells how host and agent stand after each tick, where somebody is shown it. */
final class StatusTeller {
  private final NewestTick newest;
  private final StatusReader reader = new StatusReader();
  private final Console console;
  private @Nullable TickImage told;

  StatusTeller(NewestTick newest, Console console) {
    this.newest = newest;
    this.console = console;
  }

  /** Tells of a tick that was not told yet; to be called twice a second. */
  void tell() {
    if (!console.takesStatus()) {
      return;
    }
    TickImage image;
    try {
      image = newest.image();
    } catch (ImageException e) {
      return; // Its file was removed, and is made again.
    }
    if (image != told) {
      told = image;
      console.tell(reader.read(image));
    }
  }
}
