package org.tcmureclaim.agent.display;

import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.Status;

/** Turns reports into text. Does no I/O and reads no clock; one thread calls it. */
public interface Display {

  /** Takes in a report and appends what is to be written for it now, if anything. */
  void show(Report report, StringBuilder out);

  /** Whether it shows the newest {@link Status}, which then comes twice a second. */
  default boolean showsStatus() {
    return false;
  }

  /** Called after reports were taken in: appends what is to be written anew, if anything. */
  default void refresh(StringBuilder out) {}

  /** Called last: appends what leaves the terminal in order, if anything. */
  default void end(StringBuilder out) {}
}
