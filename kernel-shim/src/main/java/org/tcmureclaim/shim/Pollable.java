package org.tcmureclaim.shim;

/** Something a {@link Poller} can wait for. */
public sealed interface Pollable extends AutoCloseable
    permits PsiTrigger, WakeFd, UeventSocket, ReclaimDevice {

  /** Its name in a message to an operator. */
  String name();

  @Override
  void close();
}
