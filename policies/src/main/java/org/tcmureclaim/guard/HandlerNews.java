package org.tcmureclaim.guard;

/** Hears of programs whose LUNs get no cuts for a while. */
@FunctionalInterface
public interface HandlerNews {

  /**
   * A program is held from now on.
   *
   * @param program that serves LUNs, such as {@code /usr/bin/tcmu-runner}
   * @param byFault whether a process of it ended by SIGBUS or SIGSEGV soon after a cut; otherwise
   *     it ended unexpectedly twice in a day
   */
  void held(String program, boolean byFault);
}
