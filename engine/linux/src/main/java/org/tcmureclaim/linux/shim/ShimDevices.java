package org.tcmureclaim.linux.shim;

import java.io.IOException;
import java.util.List;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.linux.watch.Readings;
import org.tcmureclaim.linux.watch.UsageSensor;
import org.tcmureclaim.linux.watch.WatchedDevice;
import org.tcmureclaim.shim.ReclaimCounts;
import org.tcmureclaim.shim.ReclaimPort;

/**
 * Finds out which device the shim means: it knows minors and generations, configfs and sysfs know
 * paths. Reads no figures; with the shim, smaps need not be looked at.
 *
 * <p>The shim is asked before the devices are listed and after. It never gives a generation twice,
 * so one that is there both times lived all the while, and what sysfs said of its minor in between
 * was said of it. Any other one waits for the next list.
 */
public final class ShimDevices implements UsageSensor {
  private final ReclaimPort reader;
  private final Notices notices;
  private final ReclaimCounts before = new ReclaimCounts(false);
  private final ReclaimCounts after = new ReclaimCounts(false);
  private volatile DeviceGenerations known = DeviceGenerations.NONE;
  private String heatWarning = "";

  /**
   * @param reader not the controller, whose question would start new intervals for the peaks
   */
  public ShimDevices(ReclaimPort reader, Notices notices) {
    this.reader = reader;
    this.notices = notices;
  }

  /**
   * Has it said once, where the module tells neither peaks nor heat any more: with ftrace refusing,
   * a module beside a stock driver finds that out after it was opened.
   */
  public void warnWithoutHeat(String warning) {
    heatWarning = warning;
  }

  /** The newest answer. Safe from any thread. */
  DeviceGenerations known() {
    return known;
  }

  @Override
  public void beforeScan() throws IOException {
    reader.count(before);
  }

  @Override
  public boolean isLocked(int number) {
    int row = rowOf(before, number);
    return row >= 0 && (before.isLocked(row) || before.isStuck(row));
  }

  @Override
  public void afterScan(List<WatchedDevice> devices) throws IOException {
    reader.count(after);
    var next = new DeviceGenerations.Builder();
    for (WatchedDevice watched : devices) {
      TcmuDevice device = watched.device();
      int minor = device.uioNumber().orElseThrow();
      int row = rowOf(after, minor);
      int rowBefore = rowOf(before, minor);
      if (row >= 0 && rowBefore >= 0 && before.generation(rowBefore) == after.generation(row)) {
        next.add(after.generation(row), device.key());
        tell(watched, after.isPossible(row));
      }
    }
    known = next.build();
    lookForHeat();
  }

  private void lookForHeat() throws IOException {
    if (!heatWarning.isEmpty() && !reader.tellsHeat()) {
      notices.warn(heatWarning);
      heatWarning = "";
    }
  }

  private void tell(WatchedDevice watched, boolean isPossible) {
    if (isPossible) {
      watched.usageSeen();
    } else {
      watched.usageFailed(
          new IOException(
              "the kernel shim's figures of it cannot be; it is not cut. Please report this, with"
                  + " the versions of kernel and module"),
          notices);
    }
  }

  /** Rows are in the order of their minors. */
  private static int rowOf(ReclaimCounts counts, int minor) {
    int low = 0;
    int high = counts.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compare(counts.minor(middle), minor);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  @Override
  public boolean read(List<WatchedDevice> devices, Readings into) {
    return false;
  }

  /** Nothing: whoever opened the reader closes it. */
  @Override
  public void close() {}
}
