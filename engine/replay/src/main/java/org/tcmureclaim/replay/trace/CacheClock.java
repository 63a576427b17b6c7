package org.tcmureclaim.replay.trace;

import java.nio.file.attribute.FileTime;

/** Real time, for the age of what is cached only. */
final class CacheClock {
  private CacheClock() {}

  static FileTime now() {
    return FileTime.fromMillis(System.currentTimeMillis());
  }
}
