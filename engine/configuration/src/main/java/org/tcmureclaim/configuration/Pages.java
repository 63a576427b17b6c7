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

  /** {@link Long#MAX_VALUE} where it is more than that. */
  static long bytesOf(long pages) {
    return pages > Long.MAX_VALUE / HostSnapshot.PAGE_BYTES
        ? Long.MAX_VALUE
        : pages * HostSnapshot.PAGE_BYTES;
  }
}
