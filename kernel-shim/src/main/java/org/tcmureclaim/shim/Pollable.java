package org.tcmureclaim.shim;

/** Something a {@link Poller} or a {@link PollSet} can wait for. */
public sealed interface Pollable extends AutoCloseable
    permits PsiTrigger,
        WakeFd,
        UeventSocket,
        ReclaimDevice,
        ProcessFd,
        UnixListener,
        UnixConnection {

  /** Its name in a message to an operator. */
  String name();

  @Override
  void close();
}
