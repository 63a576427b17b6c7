package org.tcmureclaim.shim;

import java.io.IOException;

/** A system call that the kernel refused: the call, what it was about, and why. */
public final class SystemCallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  SystemCallException(String call, String subject, int errno) {
    super(call + " " + subject + ": " + Errno.text(errno));
    this.errno = errno;
  }

  /** The kernel's error number; see {@link Errno}. */
  public int errno() {
    return errno;
  }
}
