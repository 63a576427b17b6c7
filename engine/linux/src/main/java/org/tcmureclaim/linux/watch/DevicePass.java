package org.tcmureclaim.linux.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.DeviceInventory;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/** One look at all devices: who is there, what they hold, what they did. Owns no thread. */
final class DevicePass implements AutoCloseable {
  private final DeviceInventory inventory;
  private final UsageSensor usage;
  private final Notices notices;
  private final MonotonicClock clock;
  private final HalfConfigured halfConfigured;
  private final StandingProblems problems;
  private List<WatchedDevice> devices = new ArrayList<>();
  private long inventoryNumber;

  DevicePass(DeviceInventory inventory, UsageSensor usage, Notices notices, MonotonicClock clock) {
    this.inventory = inventory;
    this.usage = usage;
    this.notices = notices;
    this.clock = clock;
    this.halfConfigured = new HalfConfigured(notices);
    this.problems = new StandingProblems(notices);
  }

  /**
   * Lists the devices anew.
   *
   * @throws HostException if the kernel's files cannot be listed; what was known stays
   */
  void rescan() {
    try {
      usage.beforeScan();
      List<TcmuDevice> found = inventory.scan(usage::isLocked);
      problems.seen(inventory.problems());
      halfConfigured.seen(
          found.stream().filter(TcmuDevice::isHalfConfigured).toList(), clock.nanoTime());
      takeOver(found.stream().filter(device -> !device.isHalfConfigured()).toList());
      usage.afterScan(devices);
    } catch (IOException e) {
      throw new HostException("the devices cannot be listed: " + e, e);
    }
  }

  private void takeOver(List<TcmuDevice> found) {
    Map<TcmuDevice, WatchedDevice> known = new HashMap<>();
    devices.forEach(device -> known.put(device.device(), device));
    List<WatchedDevice> next = new ArrayList<>(found.size());
    long now = clock.nanoTime();
    for (TcmuDevice device : found) {
      WatchedDevice before = known.remove(device);
      next.add(before != null ? before : new WatchedDevice(device, now));
    }
    if (next.size() != devices.size() || !known.isEmpty()) {
      inventoryNumber++;
    }
    devices = next;
  }

  /**
   * Reads the figures of all devices. What cannot be read keeps its old figures and their time.
   *
   * @return whether the devices should be listed anew, because one of them or a handler went away
   */
  boolean read(Readings into) {
    into.begin(inventoryNumber, clock.nanoTime());
    boolean vanished = usage.read(devices, into);
    for (int i = 0; i < devices.size(); i++) {
      WatchedDevice device = devices.get(i);
      vanished |= readTraffic(device);
      into.add(device);
    }
    return vanished;
  }

  private boolean readTraffic(WatchedDevice device) {
    try {
      device.readTraffic(clock.nanoTime());
      return false;
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENODEV) {
        return true;
      }
      device.trafficFailed(e, notices);
    } catch (HostException e) {
      device.trafficFailed(e, notices);
    }
    return false;
  }

  @Override
  public void close() {
    usage.close();
  }
}
