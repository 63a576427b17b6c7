package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/**
 * The handlers of all devices and what of their mappings is resident. Used by the watching thread
 * only, because smaps of a busy process makes its reader wait.
 */
public final class Handlers implements AutoCloseable {
  private final Path procRoot;
  private final HandlerFinder finder;
  private final Notices notices;
  private final UioMappings mappings = new UioMappings();
  private List<HandlerProcess> processes = new ArrayList<>();
  private boolean toldHidden;

  public Handlers(Path procRoot, Notices notices) {
    this.procRoot = procRoot;
    this.finder = new HandlerFinder(procRoot);
    this.notices = notices;
  }

  /** What the last {@link #sweep} found. */
  UioMappings mappings() {
    return mappings;
  }

  /** Whether a process was found to map the node. */
  public boolean serve(int uioNumber) {
    return mappings.handler(uioNumber) != null;
  }

  /**
   * Looks at the mappings of all known handlers.
   *
   * @return false where one of them has ended
   * @throws SystemCallException if a living handler cannot be read
   */
  public boolean sweep() throws SystemCallException {
    mappings.begin();
    boolean allAlive = true;
    for (int i = 0; i < processes.size(); i++) {
      HandlerProcess process = processes.get(i);
      mappings.sweeping(process);
      if (!isAlive(process)) {
        process.close();
        processes.remove(i--);
        allAlive = false;
      }
    }
    return allAlive;
  }

  private static boolean isAlive(HandlerProcess process) throws SystemCallException {
    try {
      return process.sweep();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ESRCH) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Looks for handlers among all processes.
   *
   * @throws IOException if procfs cannot be read
   */
  public void search() throws IOException {
    List<HandlerProcess> found = new ArrayList<>();
    for (int pid : finder.find()) {
      HandlerProcess known = takeKnown(pid);
      try {
        found.add(known != null ? known : HandlerProcess.open(procRoot, pid, mappings));
      } catch (SystemCallException e) {
        notices.warn("the handler with PID " + pid + " cannot be watched: " + e.getMessage());
      }
    }
    processes.forEach(HandlerProcess::close);
    processes = found;
    tellHidden();
  }

  private @Nullable HandlerProcess takeKnown(int pid) {
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).pid() == pid) {
        return processes.remove(i);
      }
    }
    return null;
  }

  private void tellHidden() {
    if (finder.hidden() > 0 && !toldHidden) {
      toldHidden = true;
      notices.warn(
          procRoot
              + ": "
              + finder.hidden()
              + " processes may not be looked into, handlers may be among them; run as root or with"
              + " CAP_SYS_PTRACE");
    }
  }

  @Override
  public void close() {
    processes.forEach(HandlerProcess::close);
    processes = new ArrayList<>();
  }
}
