package org.tcmureclaim.image;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HandlerEnd;
import org.tcmureclaim.snapshot.HandlerTable;

/**
 * Which processes ended since the tick before, and which devices are served by another one since
 * then. Most ticks have none of either. It is not in the file of an image.
 */
public record HandlerChanges(List<Ended> ended, List<Served> served) {
  static final HandlerChanges NONE = new HandlerChanges(List.of(), List.of());

  public HandlerChanges {
    ended = List.copyOf(ended);
    served = List.copyOf(served);
  }

  /**
   * A process ended.
   *
   * @param number that may be another's from now on
   * @param program that it ran
   * @param atNanos when, on the host's clock
   */
  public record Ended(int number, String program, HandlerEnd end, long atNanos) {}

  /**
   * A device is served by this process now.
   *
   * @param number of the process; {@link HandlerTable#NONE} where there is none in sight
   * @param program that it runs; empty where there is none
   */
  public record Served(DeviceKey key, int number, String program) {}

  /** Those of a snapshot. */
  static HandlerChanges of(HandlerTable handlers, List<Served> served) {
    List<Ended> ended = new ArrayList<>(handlers.endedCount());
    for (int i = 0; i < handlers.endedCount(); i++) {
      ended.add(
          new Ended(
              handlers.endedNumber(i),
              handlers.programName(handlers.endedProgram(i)),
              handlers.end(i),
              handlers.endedAtNanos(i)));
    }
    return new HandlerChanges(ended, served);
  }
}
