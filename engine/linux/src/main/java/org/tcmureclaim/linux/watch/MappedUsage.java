package org.tcmureclaim.linux.watch;

import java.io.IOException;
import java.util.List;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.usage.Handlers;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/** Without the shim: what of the data areas is mapped in their handlers. */
public final class MappedUsage implements UsageSensor {
  private final Handlers handlers;
  private final Notices notices;
  private final MonotonicClock clock;
  private boolean handlerEnded;

  public MappedUsage(Handlers handlers, Notices notices, MonotonicClock clock) {
    this.handlers = handlers;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public void beforeScan() {}

  /** Looks for handlers that are not known. */
  @Override
  public void afterScan(List<WatchedDevice> devices) throws IOException {
    handlers.watch(devices.stream().map(WatchedDevice::device).toList());
    handlerEnded |= !handlers.sweep();
    if (handlerEnded || devices.stream().anyMatch(d -> !isServed(d))) {
      handlerEnded = false;
      handlers.search();
    }
  }

  private boolean isServed(WatchedDevice device) {
    return handlers.serve(device.device().uioNumber().orElseThrow());
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
