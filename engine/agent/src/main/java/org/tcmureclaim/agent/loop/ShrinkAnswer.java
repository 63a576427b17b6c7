package org.tcmureclaim.agent.loop;

import java.util.List;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.snapshot.DeviceKey;

/** What became of an operator's order to cut one device. */
public sealed interface ShrinkAnswer {

  /**
   * What a cut would free, from the newest sample.
   *
   * @param keepPages pages to leave, counted from the start of the data area
   * @param expectedPages pages that it would free; 0 where there is nothing to cut
   */
  record Expected(
      DeviceKey key, long residentPages, long tailPages, long keepPages, long expectedPages)
      implements ShrinkAnswer {}

  /**
   * It was tried.
   *
   * @param number of the decision, counted from 1
   * @param problem what went wrong, in words; empty where nothing did
   */
  record Tried(Expected expected, long number, CutResult result, long freedPages, String problem)
      implements ShrinkAnswer {}

  /**
   * No device has this name.
   *
   * @param paths of all devices that there are
   */
  record Unknown(String name, List<String> paths) implements ShrinkAnswer {
    public Unknown {
      paths = List.copyOf(paths);
    }
  }

  /** It was not tried. */
  record Refused(Reason reason, String message) implements ShrinkAnswer {}

  /** Why an order is refused. */
  enum Reason {
    /** The device is not there (any more). */
    GONE,
    /** Several devices have this name. */
    AMBIGUOUS,
    /** Commands wait for space, it is blocked, or nobody serves it. */
    UNFIT,
    /** This host can only cut all devices at once. */
    ALL_OR_NOTHING,
    /** Too many orders wait, or the truncator is busy. */
    BUSY
  }
}
