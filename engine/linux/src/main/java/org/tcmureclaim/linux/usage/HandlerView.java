package org.tcmureclaim.linux.usage;

import java.nio.file.Path;
import org.tcmureclaim.shim.KernelFile;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/** Why handlers may not be seen from here. */
public final class HandlerView {
  private static final String KERNEL_THREAD = "kthreadd";
  private static final int COMM_BYTES = 4096;

  private HandlerView() {}

  /** Whether a procfs shows the host's processes: the kernel's own thread is PID 2 there only. */
  public static boolean showsTheHost(Path procRoot) {
    try {
      KernelPath name = KernelPath.of(procRoot).resolve("2/comm");
      return KernelFile.text(name, COMM_BYTES).equals(KERNEL_THREAD);
    } catch (SystemCallException e) {
      return false;
    }
  }

  /**
   * What is missing, and what to do.
   *
   * @param hiddenProcesses how many processes may not be looked into
   * @param unverified whether there are mappings that may not be looked at closely
   */
  static String missing(Path procRoot, int hiddenProcesses, boolean unverified) {
    if (!showsTheHost(procRoot)) {
      return procRoot
          + " shows the processes of a container only: give it the host's (hostPID: true in a pod,"
          + " --pid=host of docker and podman) and CAP_SYS_PTRACE; see docs/containers.md";
    }
    if (hiddenProcesses > 0) {
      return processes(hiddenProcesses)
          + " may not be looked into: give it CAP_SYS_PTRACE, and run as root; see"
          + " docs/containers.md";
    }
    if (unverified) {
      return "their mappings may not be looked at: give it CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE;"
          + " see docs/containers.md";
    }
    return "start the handler, or remove the LUN; in a container the agent needs hostPID: true and"
        + " CAP_SYS_PTRACE (docs/containers.md)";
  }

  static String processes(int count) {
    return count == 1 ? "1 process" : count + " processes";
  }
}
