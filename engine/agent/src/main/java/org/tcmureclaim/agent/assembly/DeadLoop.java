package org.tcmureclaim.agent.assembly;

import java.util.Optional;
import org.tcmureclaim.agent.starts.StartBook;
import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.manual.ExitCode;

/** Ends a process whose decision loop hangs: it cannot end by itself. */
final class DeadLoop {
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long LAST_WORDS_MILLIS = 500;

  private final Host host;
  private final Optional<StartBook> starts;
  private final Notices notices;

  DeadLoop(Host host, Optional<StartBook> starts, Notices notices) {
    this.host = host;
    this.starts = starts;
    this.notices = notices;
  }

  /** Tells why, gives a lowered limit the time to be put back, and ends the process. */
  void end(String why) {
    try {
      starts.ifPresent(book -> book.ends(why));
      notices.warn(why + "; this process ends, and has to be started again");
      // No worker: the process ends in a moment, and this may hang as the loop does.
      Thread closing = new Thread(host::close, "close-host");
      closing.setDaemon(true);
      closing.start();
      closing.join(PATIENCE_MILLIS);
      Thread.sleep(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(ExitCode.START_AGAIN.code());
    }
  }
}
