package org.tcmureclaim.agent.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks a running agent to end, from any thread: Ctrl-C, SIGTERM or a reader that has gone. Once
 * requested it stays so.
 */
public final class StopSignal {
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean requested;

  public synchronized boolean isRequested() {
    return requested;
  }

  /** Calls {@code listener} (such as {@code host::wake}) when it is requested, or now if it was. */
  public synchronized void onRequest(Runnable listener) {
    listeners.add(listener);
    if (requested) {
      listener.run();
    }
  }

  public synchronized void request() {
    if (!requested) {
      requested = true;
      listeners.forEach(Runnable::run);
    }
  }
}
