package org.tcmureclaim.linux.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.usage.Handlers;

/**
 * Says which LUNs are mapped by several processes: two handlers that serve one LUN destroy its
 * data. A process that forks has a second one for a moment, so it must last for two passes.
 */
final class SeveralHandlers {
  private static final int PASSES = 2;
  private static final int NAMED = 3;

  private final Notices notices;

  SeveralHandlers(Notices notices) {
    this.notices = notices;
  }

  /** Looks at what a pass found; tells each LUN once while it lasts. */
  void seen(List<WatchedDevice> devices, Handlers handlers) {
    List<WatchedDevice> news = null;
    for (int i = 0; i < devices.size(); i++) {
      WatchedDevice device = devices.get(i);
      boolean several = handlers.processes(device.uioNumber()) > 1;
      if (device.passesWithSeveralHandlers(several) == PASSES) {
        news = news == null ? new ArrayList<>() : news;
        news.add(device);
      }
    }
    if (news != null) {
      tell(news, handlers);
    }
  }

  private void tell(List<WatchedDevice> devices, Handlers handlers) {
    for (WatchedDevice device : devices.subList(0, Math.min(NAMED, devices.size()))) {
      List<Integer> pids = handlers.pids(device.uioNumber());
      notices.warn(
          pids.size()
              + " processes map "
              + device.key().path()
              + " (PIDs "
              + pids.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + "): it counts as holding the most that one of them has; only one of them may be"
              + " its handler");
    }
    if (devices.size() > NAMED) {
      notices.warn((devices.size() - NAMED) + " more LUNs are mapped by several processes");
    }
  }
}
