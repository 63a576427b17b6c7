package org.tcmureclaim.agent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tcmureclaim.manual.ExitCode;

/**
 * Makes Ctrl-C and SIGTERM an ordinary end: the run is asked to stop, closes its host (which
 * restores a lowered limit), and the process ends with the code of the run. From the moment it is
 * asked, by whatever, its end is bounded; a second signal ends it at once.
 */
public final class GracefulEnd {
  /** Shorter than systemd waits; what must be restored is, also by force. */
  private static final long PATIENCE_SECONDS = 50;

  /** For what restores a lowered limit when the process is ended by force. */
  private static final long FORCED_SECONDS = 3;

  private final StopSignal stop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean signalled;

  public GracefulEnd(StopSignal stop) {
    this.stop = stop;
  }

  public ExitCode of(Supplier<ExitCode> run) {
    stop.onRequest(this::boundEnd);
    ProcessSignal.TERM.calls(this::signalled);
    ProcessSignal.INT.calls(this::signalled);
    try {
      return run.get();
    } catch (LargerHeap e) {
      // From here on a signal ends the process at once, which has nothing left to close.
      ProcessSignal.TERM.endsProcess();
      ProcessSignal.INT.endsProcess();
      if (isSignalled()) {
        return ExitCode.FINE;
      }
      throw e;
    } finally {
      ended.countDown();
    }
  }

  private synchronized boolean isSignalled() {
    return signalled;
  }

  private synchronized void signalled() {
    if (signalled) {
      endByForce("ended by a second signal", ExitCode.FINE);
    } else {
      signalled = true;
      stop.request();
    }
  }

  private void boundEnd() {
    daemon("bound-of-end", this::awaitEnd);
  }

  private void awaitEnd() {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        endByForce(
            "did not end within " + PATIENCE_SECONDS + " s; ended by force", ExitCode.START_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shutdown hooks put back a lowered limit; they too have a bound. */
  private static void endByForce(String why, ExitCode code) {
    System.err.println("tcmu-reclaim: " + why);
    daemon("end-by-force", () -> Runtime.getRuntime().exit(code.code()));
    daemon(
        "end-at-once",
        () -> {
          try {
            TimeUnit.SECONDS.sleep(FORCED_SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(code.code());
        });
  }

  /** No worker: it outlives the run that has those, and nothing comes after it. */
  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
