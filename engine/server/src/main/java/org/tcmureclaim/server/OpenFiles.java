package org.tcmureclaim.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many more files this process may open. */
final class OpenFiles {
  private OpenFiles() {}

  /** Files that are left of its limit; 0 where not even that can be looked at. */
  static long left() {
    try {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof UnixOperatingSystemMXBean system
          ? Math.max(0, system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount())
          : Long.MAX_VALUE;
    } catch (InternalError e) { // It opens a folder to count them.
      return 0;
    }
  }
}
