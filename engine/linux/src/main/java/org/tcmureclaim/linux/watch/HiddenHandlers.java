package org.tcmureclaim.linux.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.usage.Handlers;

/**
 * Says which LUNs have had commands although no process that maps them can be seen. What they hold
 * counts as nothing then, and in a container that is so for all of them.
 */
final class HiddenHandlers {
  // A handler that is started again is away for a moment.
  private static final long PATIENCE_NANOS = 1_500_000_000L;
  private static final int NAMED = 3;

  private final Notices notices;
  private final List<WatchedDevice> hidden = new ArrayList<>();
  private boolean waiting;
  private boolean told;
  private long sinceNanos;

  HiddenHandlers(Notices notices) {
    this.notices = notices;
  }

  /** Looks at what a pass found; tells once until all of them can be seen again. */
  void seen(List<WatchedDevice> devices, Handlers handlers, long nowNanos) {
    hidden.clear();
    for (int i = 0; i < devices.size(); i++) {
      WatchedDevice device = devices.get(i);
      if (device.isHandlerAbsent() && device.commands() > 0) {
        hidden.add(device);
      }
    }
    if (hidden.isEmpty()) {
      waiting = false;
      told = false;
      return;
    }
    if (!waiting) {
      waiting = true;
      sinceNanos = nowNanos;
    }
    if (!told && nowNanos - sinceNanos >= PATIENCE_NANOS) {
      told = true;
      tell(handlers);
    }
  }

  private void tell(Handlers handlers) {
    String names =
        hidden.stream()
            .limit(NAMED)
            .map(device -> device.key().path())
            .collect(Collectors.joining(", "));
    String more = hidden.size() > NAMED ? " and " + (hidden.size() - NAMED) + " more LUNs" : "";
    notices.warn(
        names
            + more
            + ": there were commands, and no process that maps the node can be seen, so what is"
            + " held is not known and counts as 0 B; "
            + handlers.whatIsMissing());
  }
}
