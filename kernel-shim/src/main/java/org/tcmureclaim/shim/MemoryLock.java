package org.tcmureclaim.shim;

/** Keeps this process in memory, so that it can work while everything else waits for memory. */
public final class MemoryLock {

  private MemoryLock() {}

  /**
   * Locks all that is mapped now and all that will be mapped (mlockall(2)).
   *
   * @throws SystemCallException EPERM without CAP_IPC_LOCK, ENOMEM where RLIMIT_MEMLOCK is too low
   *     ({@code LimitMEMLOCK=infinity} in a systemd unit)
   */
  public static void lockAll() throws SystemCallException {
    if (LibC.mlockall(LibC.MCL_CURRENT | LibC.MCL_FUTURE) < 0) {
      throw new SystemCallException(
          "mlockall",
          "(needs CAP_IPC_LOCK, and LimitMEMLOCK=infinity in a systemd unit)",
          LibC.errno());
    }
  }
}
