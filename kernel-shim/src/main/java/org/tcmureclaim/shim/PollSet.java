package org.tcmureclaim.shim;

/**
 * Waits for several things at once (poll(2)), which may change from one wait to the next. Each has
 * a place. Waiting and asking allocate nothing. Used by one thread.
 */
public final class PollSet {
  // struct pollfd of poll(2): int fd; short events; short revents.
  private static final int STRIDE_BYTES = 8;
  private static final int EVENTS = 4;
  private static final int REVENTS = 6;
  private static final int IGNORED_FD = -1;

  private final int places;
  private final NativeBuffer pollFds;

  /** One that waits for nothing yet. */
  public PollSet(int places) {
    this.places = places;
    pollFds = new NativeBuffer(Math.max(1, places) * STRIDE_BYTES);
    for (int i = 0; i < places; i++) {
      ignore(i);
    }
  }

  /** Waits for something to read, for a connection, or for a wake, at this place. */
  public void awaitReading(int place, Pollable source) {
    watch(place, source, LibC.POLLIN);
  }

  /** Waits for room to write, at this place. */
  public void awaitWriting(int place, Pollable source) {
    watch(place, source, LibC.POLLOUT);
  }

  /** Waits for the other end to leave, at this place. */
  public void awaitLeaving(int place, UnixConnection connection) {
    watch(place, connection, (short) 0); // poll(2) always tells of a hang-up.
  }

  void watch(int place, Pollable source, short events) {
    pollFds.putInt(place * STRIDE_BYTES, descriptor(source).fd());
    pollFds.putShort(place * STRIDE_BYTES + EVENTS, events);
    pollFds.putShort(place * STRIDE_BYTES + REVENTS, (short) 0);
  }

  private static Descriptor descriptor(Pollable source) {
    if (source instanceof PsiTrigger trigger) {
      return trigger.descriptor();
    } else if (source instanceof ReclaimDevice shim) {
      return shim.descriptor();
    } else if (source instanceof ProcessFd process) {
      return process.descriptor();
    } else if (source instanceof UnixListener listener) {
      return listener.descriptor();
    } else if (source instanceof UnixConnection connection) {
      return connection.descriptor();
    }
    return source instanceof WakeFd wake ? wake.descriptor() : ((UeventSocket) source).descriptor();
  }

  /** Never looks at what has this place again. */
  public void ignore(int place) {
    pollFds.putInt(place * STRIDE_BYTES, IGNORED_FD);
    pollFds.putShort(place * STRIDE_BYTES + REVENTS, (short) 0);
  }

  /**
   * Waits until one is ready or has failed, or until the time is over.
   *
   * @param timeoutMillis 0 only looks
   * @return how many are ready or have failed; 0 too where a signal came in between
   */
  public int await(int timeoutMillis) {
    int ready = LibC.poll(pollFds.address(), places, timeoutMillis);
    if (ready < 0) {
      forgetAnswers();
      if (LibC.errno() != Errno.EINTR) {
        throw new IllegalStateException("poll: " + Errno.text(LibC.errno()));
      }
      return 0;
    }
    return ready;
  }

  /** Whether the last {@link #await} found anything at this place, be it a failure. */
  public boolean isConcerned(int place) {
    return answer(place) != 0;
  }

  int answer(int place) {
    return pollFds.shortAt(place * STRIDE_BYTES + REVENTS);
  }

  private void forgetAnswers() {
    for (int i = 0; i < places; i++) {
      pollFds.putShort(i * STRIDE_BYTES + REVENTS, (short) 0);
    }
  }
}
