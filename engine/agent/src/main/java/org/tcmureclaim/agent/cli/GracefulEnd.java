package org.tcmureclaim.agent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tcmureclaim.manual.ExitCode;

/**
 * Makes Ctrl-C and SIGTERM an ordinary end: the run is asked to stop, closes its host (which
 * restores a lowered limit), and the process ends with the code of the run.
 */
final class GracefulEnd {
  /** Longer than any truncation may take ({@code stock.deadline}), shorter than systemd waits. */
  private static final long PATIENCE_SECONDS = 75;

  private final StopSignal stop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ExitCode code = ExitCode.UNEXPECTED;

  GracefulEnd(StopSignal stop) {
    this.stop = stop;
  }

  ExitCode of(Supplier<ExitCode> run) {
    Thread hook = new Thread(this::endBySignal, "end-by-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      code = run.get();
      return code;
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  private void endBySignal() {
    stop.request();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "tcmu-reclaim: did not end within " + PATIENCE_SECONDS + " s; ended by force");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Without this the JVM would report the signal (130, 143) instead of the clean end.
    Runtime.getRuntime().halt(code.code());
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running already and will end the process.
    }
  }
}
