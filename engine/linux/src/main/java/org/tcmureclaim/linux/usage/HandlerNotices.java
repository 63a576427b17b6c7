package org.tcmureclaim.linux.usage;

import java.nio.file.Path;
import org.tcmureclaim.host.Notices;

/** What an operator should know of the search for handlers; each thing is said once. */
final class HandlerNotices {
  private final Path procRoot;
  private final Notices notices;
  private boolean toldHidden;
  private boolean toldUnverified;
  private boolean toldImpostor;
  private int toldUnreadable;

  HandlerNotices(Path procRoot, Notices notices) {
    this.procRoot = procRoot;
    this.notices = notices;
  }

  /** A process that maps nodes cannot be read. */
  void unreadable(int pid, Exception e) {
    if (toldUnreadable != pid) {
      toldUnreadable = pid;
      notices.warn(
          "the handler with PID "
              + pid
              + " cannot be watched, so what its LUNs hold cannot be seen: "
              + e.getMessage());
    }
  }

  /** A search has ended. */
  void searched(int hidden, int unverified, int impostor) {
    if (hidden > 0 && !toldHidden) {
      toldHidden = true;
      notices.warn(
          procRoot
              + ": "
              + HandlerView.processes(hidden)
              + " may not be looked into, handlers may be among them; run as root or with"
              + " CAP_SYS_PTRACE");
    }
    if (unverified > 0 && !toldUnverified) {
      toldUnverified = true;
      notices.warn(
          procRoot.resolve(unverified + "/map_files")
              + ": may not be looked at, so it is not verified that this process is a handler, and"
              + " what it maps does not count; run as root with CAP_SYS_ADMIN or"
              + " CAP_CHECKPOINT_RESTORE");
    }
    if (impostor > 0 && !toldImpostor) {
      toldImpostor = true;
      notices.warn(
          "the process with PID "
              + impostor
              + " maps files that are named like UIO nodes and are none; it is not taken for a"
              + " handler");
    }
  }
}
