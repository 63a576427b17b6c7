package org.tcmureclaim.configuration;

/** An amount of memory: a size, or a share of a whole that is known only later. */
public sealed interface Amount {

  /** The amount in bytes where the whole is {@code totalBytes}. */
  long bytesOf(long totalBytes);

  /** Whether this is at least {@code other} whatever the whole may be. */
  boolean isAtLeastAnywhere(Amount other);

  /** As an operator writes it. */
  String text();

  /** A size that depends on nothing. */
  record Size(long bytes) implements Amount {
    @Override
    public long bytesOf(long totalBytes) {
      return bytes;
    }

    @Override
    public boolean isAtLeastAnywhere(Amount other) {
      return other instanceof Size size && bytes >= size.bytes;
    }

    @Override
    public String text() {
      return Quantity.SIZE.format(bytes);
    }
  }

  /** A fraction of the whole, 0 to 1. */
  record Share(double share) implements Amount {
    @Override
    public long bytesOf(long totalBytes) {
      return (long) (totalBytes * share);
    }

    @Override
    public boolean isAtLeastAnywhere(Amount other) {
      return other instanceof Share that && share >= that.share;
    }

    @Override
    public String text() {
      return ShareText.format(share);
    }
  }
}
