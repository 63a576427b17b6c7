package org.tcmureclaim.shim;

/**
 * A process, whatever becomes of its number (pidfd_open(2)): ready for reading once it has ended.
 * Needs Linux 5.3, and no rights.
 */
public final class ProcessFd implements Pollable {
  private static final long PIDFD_OPEN = 434; // asm-generic/unistd.h; the same on all machines

  private final Descriptor descriptor;
  private final int pid;

  private ProcessFd(Descriptor descriptor, int pid) {
    this.descriptor = descriptor;
    this.pid = pid;
  }

  /**
   * Opens a process. The kernel closes it for programs that take the place of this one.
   *
   * @throws SystemCallException ESRCH where it has ended and nothing is left of it
   */
  public static ProcessFd open(int pid) throws SystemCallException {
    int fd = (int) LibC.syscall(PIDFD_OPEN, pid, 0);
    return new ProcessFd(Descriptor.of(fd, "pidfd_open", "process " + pid), pid);
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return "process " + pid;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
