package org.tcmureclaim.agent.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks a running agent to read its configuration again, from any thread and any number of times.
 */
public final class ReloadSignal {
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean early;

  /** Calls {@code listener} whenever it is requested, and now if it was before anyone listened. */
  public synchronized void onRequest(Runnable listener) {
    listeners.add(listener);
    if (early) {
      early = false;
      listener.run();
    }
  }

  public synchronized void request() {
    early = listeners.isEmpty();
    listeners.forEach(Runnable::run);
  }
}
