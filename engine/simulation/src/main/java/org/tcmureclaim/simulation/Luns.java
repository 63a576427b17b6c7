package org.tcmureclaim.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.simulation.dataarea.DataAreaSettings;
import org.tcmureclaim.simulation.dataarea.GlobalPages;
import org.tcmureclaim.simulation.dataarea.TcmuDevice;
import org.tcmureclaim.simulation.workload.HabitKind;
import org.tcmureclaim.simulation.workload.LunWorkload;
import org.tcmureclaim.simulation.workload.SimulatedCustomer;
import org.tcmureclaim.simulation.workload.Streams;
import org.tcmureclaim.simulation.workload.WorkloadSettings;
import org.tcmureclaim.snapshot.DeviceKey;

/** The LUNs of the host, attached or not, each at its place. */
final class Luns {
  private final SimulatedHostSettings settings;
  private final DataAreaSettings areaSettings;
  private final GlobalPages global;
  private final List<String> paths = new ArrayList<>();
  private final List<HabitKind> habits = new ArrayList<>();
  private final long[] generations;
  private final @Nullable Lun[] attached;

  /** When something happens next at each place; beside the LUNs, for most are not due. */
  private final long[] dueNanos;

  private final Map<DeviceKey, Lun> byKey = new HashMap<>();
  private final PageTotals ofGoneDevices = new PageTotals();

  /** Attaches all LUNs. */
  Luns(SimulatedHostSettings settings, GlobalPages global, long nowNanos) {
    this.settings = settings;
    this.areaSettings = settings.dataAreas();
    this.global = global;
    for (SimulatedCustomer customer : settings.workload().customers()) {
      for (int i = 0; i < customer.luns(); i++) {
        paths.add(String.format(Locale.ROOT, "user_0/%s-%03d", customer.name(), i));
        habits.add(customer.habit());
      }
    }
    this.generations = new long[paths.size()];
    this.attached = new @Nullable Lun[paths.size()];
    this.dueNanos = new long[paths.size()];
    for (int place = 0; place < attached.length; place++) {
      attach(place, nowNanos);
    }
  }

  /** The number of places. */
  int places() {
    return attached.length;
  }

  /** The LUN at a place, or null where it is detached. */
  @Nullable Lun at(int place) {
    return attached[place];
  }

  /** The LUN of this very life, or null where that is over. */
  @Nullable Lun find(DeviceKey key) {
    return byKey.get(key);
  }

  /** Attaches a LUN as a new device. */
  void attach(int place, long nowNanos) {
    DeviceKey key = new DeviceKey(paths.get(place), ++generations[place]);
    TcmuDevice device = new TcmuDevice(areaSettings, global);
    WorkloadSettings workload = settings.workload();
    LunWorkload lunWorkload =
        new LunWorkload(
            device,
            habits.get(place),
            workload.dayNanos(),
            workload.warmUpNanos() + workload.dayNanos() / 6,
            Streams.of(settings.seed(), "lun", place, generations[place]),
            nowNanos);
    Lun lun = new Lun(place, key, device, lunWorkload);
    attached[place] = lun;
    dueNanos[place] = nowNanos;
    byKey.put(key, lun);
  }

  /** Detaches a LUN; its pages are freed. */
  void detach(Lun lun) {
    ofGoneDevices.add(lun.device().area());
    lun.device().destroy();
    attached[lun.place()] = null;
    dueNanos[lun.place()] = Long.MAX_VALUE;
    byKey.remove(lun.key());
  }

  /** Lets all LUNs work up to {@code nowNanos}. */
  void advance(long nowNanos) {
    for (int place = 0; place < dueNanos.length; place++) {
      Lun lun = dueNanos[place] <= nowNanos ? attached[place] : null;
      if (lun != null) {
        dueNanos[place] = lun.workload().advance(nowNanos);
      }
    }
  }

  /** Truncates every device to its highest block in use ({@code find_free_blocks}). */
  void truncateAll() {
    for (Lun lun : attached) {
      if (lun != null) {
        lun.device().area().truncate(0);
      }
    }
  }

  /** Sums the page counters of all devices there are and ever were. */
  void sumInto(PageTotals totals) {
    totals.clear();
    totals.add(ofGoneDevices);
    for (Lun lun : attached) {
      if (lun != null) {
        totals.add(lun.device().area());
      }
    }
  }
}
