package org.tcmureclaim.linux.device;

import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/** Tells "it went away while we looked" from real trouble. */
final class Vanished {

  private Vanished() {}

  /**
   * Whether this means that a kernel object has gone. An open file of one that goes says ENODEV.
   */
  static boolean is(SystemCallException e) {
    return e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ENODEV;
  }
}
