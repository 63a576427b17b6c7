package org.tcmureclaim.linux.watch;

import java.io.IOException;
import java.util.List;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.usage.Handlers;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/** Without the shim: what of the data areas is mapped in their handlers. */
public final class MappedUsage implements UsageSensor {
  // A second process that maps a LUN is found by looking for it: nothing tells of it.
  private static final long SEARCH_NANOS = 60_000_000_000L;

  private final Handlers handlers;
  private final Notices notices;
  private final MonotonicClock clock;
  private final SeveralHandlers severalHandlers;
  private final HiddenHandlers hiddenHandlers;
  private boolean handlerEnded;
  private long searchedAtNanos;

  public MappedUsage(Handlers handlers, Notices notices, MonotonicClock clock) {
    this.handlers = handlers;
    this.notices = notices;
    this.clock = clock;
    this.severalHandlers = new SeveralHandlers(notices);
    this.hiddenHandlers = new HiddenHandlers(notices);
    this.searchedAtNanos = clock.nanoTime() - SEARCH_NANOS;
  }

  @Override
  public void beforeScan() {}

  /** Looks for handlers that are not known. */
  @Override
  public void afterScan(List<WatchedDevice> devices) throws IOException {
    handlers.watch(devices.stream().map(WatchedDevice::device).toList());
    handlerEnded |= !handlers.sweep();
    long now = clock.nanoTime();
    if (handlerEnded
        || now - searchedAtNanos >= SEARCH_NANOS
        || devices.stream().anyMatch(d -> !handlers.serve(d.uioNumber()))) {
      handlerEnded = false;
      searchedAtNanos = now;
      handlers.search();
    }
  }

  @Override
  public boolean read(List<WatchedDevice> devices, Readings into) {
    handlerEnded |= !handlers.sweep();
    if (!handlers.isComplete()) {
      into.incomplete();
    }
    long now = clock.nanoTime();
    for (int i = 0; i < devices.size(); i++) {
      readUsage(devices.get(i), now, into);
    }
    severalHandlers.seen(devices, handlers);
    hiddenHandlers.seen(devices, handlers, now);
    return handlerEnded;
  }

  private void readUsage(WatchedDevice device, long nowNanos, Readings into) {
    try {
      device.readUsage(handlers, notices, nowNanos);
    } catch (SystemCallException e) {
      into.incomplete();
      if (e.errno() != Errno.ESRCH) {
        device.usageFailed(e, notices);
      }
    }
  }

  @Override
  public void close() {
    handlers.close();
  }
}
