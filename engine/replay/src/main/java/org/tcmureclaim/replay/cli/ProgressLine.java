package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.tcmureclaim.host.text.HarmlessPrintStream;
import org.tcmureclaim.replay.trace.Progress;

/** Shows on one line of a terminal how far the reading of a file has come, and when it will end. */
final class ProgressLine implements Progress {
  private static final long SHOW_EVERY_NANOS = 200_000_000L;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final LongSupplier nanoClock;
  private String what = "";
  private long totalBytes;
  private long passedBytes;
  private long startNanos;
  private long shownNanos;
  private boolean shown;

  ProgressLine(PrintStream err, LongSupplier nanoClock) {
    this.err = err;
    this.nanoClock = nanoClock;
  }

  @Override
  public void begin(String newWhat, long bytes) {
    what = newWhat;
    totalBytes = bytes;
    passedBytes = 0;
    startNanos = nanoClock.getAsLong();
    shownNanos = startNanos;
  }

  @Override
  public void passed(long bytes) {
    passedBytes += bytes;
    long nowNanos = nanoClock.getAsLong();
    if (nowNanos - shownNanos >= SHOW_EVERY_NANOS && passedBytes > 0) {
      shownNanos = nowNanos;
      shown = true;
      HarmlessPrintStream.style(err, ERASE);
      err.print(line((nowNanos - startNanos) / 1e9));
      err.flush();
    }
  }

  @Override
  public void end() {
    if (shown) {
      HarmlessPrintStream.style(err, ERASE);
      err.flush();
      shown = false;
    }
  }

  private String line(double seconds) {
    double bytesPerSecond = passedBytes / seconds;
    return String.format(
        Locale.ROOT,
        "%s: %.0f %%, %.1f MiB/s, %.0f s left",
        what,
        100.0 * passedBytes / Math.max(1, totalBytes),
        bytesPerSecond / (1 << 20),
        Math.max(0, totalBytes - passedBytes) / bytesPerSecond);
  }
}
