package org.tcmureclaim.linux.watch;

import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.linux.usage.DataArea;
import org.tcmureclaim.linux.usage.Handlers;
import org.tcmureclaim.linux.usage.TrafficSensor;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.DeviceFlag;
import org.tcmureclaim.snapshot.DeviceKey;

/** One device, not half-configured, and what was last read of it. */
public final class WatchedDevice {
  private final TcmuDevice device;
  private final TrafficSensor traffic;
  private final DataArea dataArea;
  private long residentPages;
  private long usageAtNanos;
  private long trafficAtNanos;
  private boolean usageKnown;
  private boolean handlerAbsent;
  private int severalHandlerPasses;
  private boolean toldTraffic;
  private boolean toldUsage;

  WatchedDevice(TcmuDevice device, long nowNanos) {
    this.device = device;
    this.traffic = new TrafficSensor(device.directory());
    this.dataArea = new DataArea(device);
    this.usageAtNanos = nowNanos;
    this.trafficAtNanos = nowNanos;
  }

  /** What configfs and sysfs say of it. */
  public TcmuDevice device() {
    return device;
  }

  DeviceKey key() {
    return device.key();
  }

  long residentPages() {
    return residentPages;
  }

  long usageAtNanos() {
    return usageAtNanos;
  }

  long commands() {
    return traffic.commands();
  }

  long transferredBytes() {
    return traffic.transferredBytes();
  }

  long trafficAtNanos() {
    return trafficAtNanos;
  }

  boolean isHandlerAbsent() {
    return handlerAbsent;
  }

  int flags() {
    int flags = handlerAbsent ? DeviceFlag.HANDLER_ABSENT.bit() : 0;
    flags |= usageKnown ? 0 : DeviceFlag.USAGE_UNKNOWN.bit();
    return flags;
  }

  int uioNumber() {
    return dataArea.uioNumber();
  }

  /** For how many passes in a row several processes have mapped it, this one included. */
  int passesWithSeveralHandlers(boolean severalNow) {
    severalHandlerPasses = severalNow ? Math.min(severalHandlerPasses, 1 << 20) + 1 : 0;
    return severalHandlerPasses;
  }

  /** Reads the I/O counters; a device that has gone keeps its figures until the next scan. */
  void readTraffic(long nowNanos) throws SystemCallException {
    traffic.read();
    trafficAtNanos = nowNanos;
    toldTraffic = false;
  }

  /** Says that the counters cannot be read, once until they can be again. */
  void trafficFailed(Exception problem, Notices notices) {
    if (!toldTraffic) {
      toldTraffic = true;
      notices.warn("I/O of " + key().path() + " cannot be seen: " + problem.getMessage());
    }
  }

  /**
   * Takes over what a sweep over the handlers found. Without a handler the last figure stays: the
   * kernel keeps the pages when a handler dies, only nobody sees them.
   */
  void readUsage(Handlers handlers, Notices notices, long nowNanos) throws SystemCallException {
    if (!handlers.isComplete() && dataArea.isUnreadable()) {
      return;
    }
    handlerAbsent = !handlers.serve(dataArea.uioNumber());
    if (!handlerAbsent) {
      residentPages = dataArea.residentPages(handlers, notices);
      usageAtNanos = nowNanos;
      usageKnown = true;
      usageSeen();
    }
  }

  /** What it holds can be read: if it cannot the next time, that is news. */
  public void usageSeen() {
    toldUsage = false;
  }

  /** Says that what it holds cannot be read, once until it can be again. */
  public void usageFailed(Exception problem, Notices notices) {
    if (!toldUsage) {
      toldUsage = true;
      notices.warn("what " + key().path() + " holds cannot be seen: " + problem.getMessage());
    }
  }
}
