package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.host.Notices;

/** Notes what an operator is told. */
final class NotedNotices implements Notices {
  final List<String> told = new ArrayList<>();

  @Override
  public void info(String message) {
    told.add(message);
  }

  @Override
  public void warn(String message) {
    told.add("warning: " + message);
  }
}
