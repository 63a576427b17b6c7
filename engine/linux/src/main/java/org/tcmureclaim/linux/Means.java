package org.tcmureclaim.linux;

import java.util.List;
import org.tcmureclaim.host.Truncator;
import org.tcmureclaim.linux.watch.DataAreaFigures;
import org.tcmureclaim.linux.watch.UsageSensor;
import org.tcmureclaim.linux.watch.UsageSource;
import org.tcmureclaim.shim.Pollable;

/** The parts of a host that depend on how it looks into data areas and truncates them. */
interface Means {

  /** What the watching thread does for it. */
  UsageSensor sensor();

  /** What the decision thread reads. */
  DataAreaFigures figures();

  /** What there is to wait for. */
  List<Pollable> events();

  /**
   * Starts the truncator.
   *
   * @param wake called when an outcome is ready
   */
  Truncator truncator(UsageSource usage, Runnable wake);
}
