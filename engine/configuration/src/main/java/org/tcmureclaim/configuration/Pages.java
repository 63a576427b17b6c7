package org.tcmureclaim.configuration;

import org.tcmureclaim.snapshot.HostSnapshot;

/** Bytes in pages. */
final class Pages {
  private Pages() {}

  /** Rounded up. */
  static long ofBytes(long bytes) {
    long whole = bytes / HostSnapshot.PAGE_BYTES;
    return bytes % HostSnapshot.PAGE_BYTES == 0 ? whole : whole + 1;
  }
}
