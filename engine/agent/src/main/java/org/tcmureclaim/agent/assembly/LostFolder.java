package org.tcmureclaim.agent.assembly;

import org.tcmureclaim.host.Host;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;

/** What a run does when its folder is removed under it. */
record LostFolder(Host host, Supervision supervision, Notices notices) implements RunFolder.Lost {

  @Override
  public boolean end() {
    return supervision.endForFolder();
  }

  @Override
  public void madeAgain() {
    try {
      host.makeFilesAgain();
    } catch (HostException e) {
      notices.warn(String.valueOf(e.getMessage()));
    }
  }
}
