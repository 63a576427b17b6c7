package org.tcmureclaim.linux.stock;

import java.nio.file.Path;

/**
 * How an unpatched kernel is made to truncate.
 *
 * @param leaseFile where it is written down that the limit is lowered and what it was
 * @param deadlineNanos how long the limit stays lowered at most; a few seconds, because the kernel
 *     truncates again and again while it is
 * @param loweredMebibytes what the limit is lowered to, at least 1
 */
public record StockSettings(Path leaseFile, long deadlineNanos, long loweredMebibytes) {

  public StockSettings {
    if (deadlineNanos <= 0 || loweredMebibytes < 1) {
      throw new IllegalArgumentException(
          "deadline " + deadlineNanos + " ns, lowered to " + loweredMebibytes + " MiB");
    }
  }

  /** A lease in {@code /run}, 5 s, 1 MiB. */
  public static StockSettings defaults() {
    return new StockSettings(Path.of("/run/tcmu-reclaim/stock.lease"), 5_000_000_000L, 1);
  }
}
