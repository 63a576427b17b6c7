package org.tcmureclaim.replay.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.tcmureclaim.host.text.HarmlessPrintStream;

/** Shows on one line of a terminal how many runs of a trace are over, and when the last will be. */
final class CellProgress {
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final LongSupplier nanoClock;
  private final boolean shown;
  private String what = "";
  private long cells;
  private long done;
  private long deviceTicks;
  private long startNanos;

  /**
   * For one command.
   *
   * @param shown whether anybody looks; if not, nothing is printed
   */
  CellProgress(PrintStream err, LongSupplier nanoClock, boolean shown) {
    this.err = err;
    this.nanoClock = nanoClock;
    this.shown = shown;
  }

  /** So many runs begin, each over so many device-ticks. */
  synchronized void begin(String newWhat, long newCells, long newDeviceTicks) {
    what = newWhat;
    cells = newCells;
    deviceTicks = newDeviceTicks;
    done = 0;
    startNanos = nanoClock.getAsLong();
    show("");
  }

  /** One of them is over. Called by any thread. */
  synchronized void done() {
    done++;
    if (done == cells) {
      end();
      return;
    }
    double seconds = Math.max(1e-9, (nanoClock.getAsLong() - startNanos) / 1e9);
    show(
        String.format(
            Locale.ROOT,
            ", %.1f M device-ticks/s, %.0f s left",
            done * deviceTicks / seconds / 1e6,
            seconds / done * (cells - done)));
  }

  private void end() {
    if (shown) {
      HarmlessPrintStream.style(err, ERASE);
      err.flush();
    }
  }

  private void show(String rate) {
    if (shown) {
      HarmlessPrintStream.style(err, ERASE);
      err.print(what + ": " + done + " of " + cells + " runs" + rate);
      err.flush();
    }
  }
}
