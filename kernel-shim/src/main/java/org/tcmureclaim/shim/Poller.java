package org.tcmureclaim.shim;

import java.util.List;

/**
 * Waits for several things at once, which stay the same. Waiting and asking allocate nothing. Used
 * by one thread; whoever wants to interrupt it writes to a {@link WakeFd} among the sources.
 */
public final class Poller {
  private final PollSet set;

  public Poller(List<? extends Pollable> sources) {
    set = new PollSet(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      set.watch(i, sources.get(i), events(sources.get(i)));
    }
  }

  private static short events(Pollable source) {
    if (source instanceof ReclaimDevice) {
      return LibC.POLLIN | LibC.POLLPRI;
    }
    return source instanceof PsiTrigger ? LibC.POLLPRI : LibC.POLLIN;
  }

  /**
   * Waits until a source is ready or has failed, or until the time is over.
   *
   * @param timeoutMillis 0 only looks
   * @return how many sources are ready or have failed; 0 too where a signal came in between
   */
  public int await(int timeoutMillis) {
    return set.await(timeoutMillis);
  }

  /** Whether the last {@link #await} found the source ready. */
  public boolean isReady(int source) {
    return (set.answer(source) & (LibC.POLLIN | LibC.POLLPRI)) != 0 && !hasFailed(source);
  }

  /** Whether the last {@link #await} found that nothing can be expected of the source any more. */
  public boolean hasFailed(int source) {
    // POLLERR of a PSI trigger: its pressure file has gone. It would be reported again at once.
    return (set.answer(source) & (LibC.POLLERR | LibC.POLLHUP | LibC.POLLNVAL)) != 0;
  }

  /** Never looks at the source again. */
  public void ignore(int source) {
    set.ignore(source);
  }
}
