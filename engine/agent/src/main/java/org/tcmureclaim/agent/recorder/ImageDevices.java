package org.tcmureclaim.agent.recorder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tcmureclaim.image.DeviceFigure;
import org.tcmureclaim.image.HostFigure;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.recording.bundle.BundleWriter;
import org.tcmureclaim.recording.bundle.RecordedDevice;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.snapshot.DeviceKey;

/** The devices of a recording, by their place in the newest image. */
final class ImageDevices {
  private static final DeviceColumn[] COLUMNS = DeviceColumn.values();

  private final BundleWriter bundle;
  private final long[] now = new long[COLUMNS.length];
  private Map<DeviceKey, RecordedDevice> known = new LinkedHashMap<>();
  private DeviceKey[] keys = new DeviceKey[0];
  private RecordedDevice[] devices = new RecordedDevice[0];

  /** Those of which nothing is recorded yet. */
  private boolean[] isNew = new boolean[0];

  ImageDevices(BundleWriter bundle) {
    this.bundle = bundle;
  }

  /** When most devices of an image were read: when the first was. */
  static long sampledAtNanos(TickImage image) {
    return image.size() == 0
        ? image.of(HostFigure.TAKEN_AT_NANOS)
        : image.of(DeviceFigure.SAMPLED_AT_NANOS, 0);
  }

  /** The name in the recording of the device in this place. */
  String name(int device) {
    return devices[device].name();
  }

  /** Records which devices came and went since the image before. */
  void comeAndGo(TickImage image) {
    if (isSame(image)) {
      return;
    }
    int size = image.size();
    Map<DeviceKey, RecordedDevice> gone = known;
    known = new LinkedHashMap<>();
    keys = new DeviceKey[size];
    devices = new RecordedDevice[size];
    isNew = new boolean[size];
    for (int i = 0; i < size; i++) {
      keys[i] = image.key(i);
      RecordedDevice before = gone.remove(keys[i]);
      isNew[i] = before == null;
      devices[i] = before == null ? bundle.devices().get(keys[i].toString()) : before;
      known.put(keys[i], devices[i]);
    }
    gone.values().forEach(device -> event(EventKind.DETACH, device.name(), ""));
    for (int i = 0; i < size; i++) {
      if (isNew[i]) {
        event(EventKind.ATTACH, name(i), image.customer(i));
      }
      if (isNew[i] && !image.handler(i).isEmpty()) {
        event(EventKind.IDENTITY, name(i), image.handler(i));
      }
    }
  }

  private boolean isSame(TickImage image) {
    boolean same = image.size() == keys.length;
    for (int i = 0; same && i < keys.length; i++) {
      same =
          keys[i].generation() == image.of(DeviceFigure.GENERATION, i)
              && keys[i].path().equals(image.path(i));
    }
    return same;
  }

  private void event(EventKind kind, String device, String note) {
    bundle.event(new EventRow(kind, device, 0, note));
  }

  /** Records what is otherwise than in the image before, after {@link #comeAndGo}. */
  void update(TickImage image) {
    long sampledNanos = sampledAtNanos(image);
    for (int i = 0; i < devices.length; i++) {
      update(image, i, sampledNanos);
      for (int rung = 0; rung < image.rungs(i); rung++) {
        updateRung(image, i, rung);
      }
      isNew[i] = false;
    }
  }

  /** A device that was read with the others, and has the same figures, needs no row. */
  private void update(TickImage image, int i, long sampledNanos) {
    read(image, i);
    RecordedDevice device = devices[i];
    boolean changed = isNew[i] || now[DeviceColumn.SAMPLED_US.index()] != sampledNanos;
    for (DeviceColumn column : COLUMNS) {
      changed |= column != DeviceColumn.SAMPLED_US && now[column.index()] != device.value(column);
    }
    for (int column = 0; changed && column < COLUMNS.length; column++) {
      device.update(COLUMNS[column], now[column]);
    }
  }

  private void updateRung(TickImage image, int i, int rung) {
    RecordedDevice device = devices[i];
    long first = image.rungFirstPage(i, rung);
    long last = image.rungLastReachedNanos(i, rung);
    long times = image.rungTimesReached(i, rung);
    if (isNew[i]
        || times != device.timesReached(rung)
        || last != device.lastReachedNanos(rung)
        || first != device.firstBlock(rung)) {
      device.updateRung(rung, first, last, times);
    }
  }

  private void read(TickImage image, int i) {
    long residentPages = image.of(DeviceFigure.RESIDENT_PAGES, i);
    set(DeviceColumn.CMDS, image.of(DeviceFigure.COMMANDS, i));
    set(DeviceColumn.TRANSFERRED_BYTES, image.of(DeviceFigure.TRANSFERRED_BYTES, i));
    set(DeviceColumn.PEAK_BLOCKS, image.of(DeviceFigure.PEAK_PAGES, i));
    set(DeviceColumn.FLOOR_BLOCKS, residentPages - image.of(DeviceFigure.TAIL_PAGES, i));
    set(DeviceColumn.RESIDENT_BLOCKS, residentPages);
    set(DeviceColumn.LAST_ACTIVE_US, image.of(DeviceFigure.LAST_ACTIVE_NANOS, i));
    set(DeviceColumn.SAMPLED_US, image.of(DeviceFigure.SAMPLED_AT_NANOS, i));
    set(DeviceColumn.FLAGS, image.of(DeviceFigure.FLAGS, i));
    set(DeviceColumn.RUNGS, image.rungs(i));
  }

  private void set(DeviceColumn column, long value) {
    now[column.index()] = value;
  }
}
