package org.tcmureclaim.configuration;

/** An amount of memory: a size, or a share of a whole that is known only later. */
public sealed interface Amount {

  /** The amount in bytes where the whole is {@code totalBytes}. */
  long bytesOf(long totalBytes);

  /** A size that depends on nothing. */
  record Size(long bytes) implements Amount {
    @Override
    public long bytesOf(long totalBytes) {
      return bytes;
    }
  }

  /** A fraction of the whole, 0 to 1. */
  record Share(double share) implements Amount {
    @Override
    public long bytesOf(long totalBytes) {
      return (long) (totalBytes * share);
    }
  }
}
