package org.tcmureclaim.shim;

import java.util.List;

/**
 * Waits for several things at once (poll(2)). Waiting and asking allocate nothing. Used by one
 * thread; whoever wants to interrupt it writes to a {@link WakeFd} among the sources.
 */
public final class Poller {
  // struct pollfd of poll(2): int fd; short events; short revents.
  private static final int STRIDE_BYTES = 8;
  private static final int EVENTS = 4;
  private static final int REVENTS = 6;
  private static final int IGNORED_FD = -1;

  private final int size;
  private final NativeBuffer pollFds;

  public Poller(List<? extends Pollable> sources) {
    size = sources.size();
    pollFds = new NativeBuffer(Math.max(1, size) * STRIDE_BYTES);
    for (int i = 0; i < size; i++) {
      Pollable source = sources.get(i);
      pollFds.putInt(i * STRIDE_BYTES, descriptor(source).fd());
      pollFds.putShort(i * STRIDE_BYTES + EVENTS, events(source));
    }
  }

  private static short events(Pollable source) {
    if (source instanceof ReclaimDevice) {
      return LibC.POLLIN | LibC.POLLPRI;
    }
    return source instanceof PsiTrigger ? LibC.POLLPRI : LibC.POLLIN;
  }

  private static Descriptor descriptor(Pollable source) {
    if (source instanceof PsiTrigger trigger) {
      return trigger.descriptor();
    }
    if (source instanceof ReclaimDevice shim) {
      return shim.descriptor();
    }
    return source instanceof WakeFd wake ? wake.descriptor() : ((UeventSocket) source).descriptor();
  }

  /**
   * Waits until a source is ready or has failed, or until the time is over.
   *
   * @param timeoutMillis 0 only looks
   * @return how many sources are ready or have failed; 0 too where a signal came in between
   */
  public int await(int timeoutMillis) {
    int ready = LibC.poll(pollFds.address(), size, timeoutMillis);
    if (ready < 0) {
      forgetAnswers();
      if (LibC.errno() != Errno.EINTR) {
        throw new IllegalStateException("poll: " + Errno.text(LibC.errno()));
      }
      return 0;
    }
    return ready;
  }

  /** Whether the last {@link #await} found the source ready. */
  public boolean isReady(int source) {
    return (answer(source) & (LibC.POLLIN | LibC.POLLPRI)) != 0 && !hasFailed(source);
  }

  /** Whether the last {@link #await} found that nothing can be expected of the source any more. */
  public boolean hasFailed(int source) {
    // POLLERR of a PSI trigger: its pressure file has gone. It would be reported again at once.
    return (answer(source) & (LibC.POLLERR | LibC.POLLHUP | LibC.POLLNVAL)) != 0;
  }

  /** Never looks at the source again. */
  public void ignore(int source) {
    pollFds.putInt(source * STRIDE_BYTES, IGNORED_FD);
    pollFds.putShort(source * STRIDE_BYTES + REVENTS, (short) 0);
  }

  private int answer(int source) {
    return pollFds.shortAt(source * STRIDE_BYTES + REVENTS);
  }

  private void forgetAnswers() {
    for (int i = 0; i < size; i++) {
      pollFds.putShort(i * STRIDE_BYTES + REVENTS, (short) 0);
    }
  }
}
