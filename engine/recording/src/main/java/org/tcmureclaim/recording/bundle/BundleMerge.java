package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.table.DeviceColumn;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.HostColumn;

/**
 * Puts the devices of several recordings beside each other, their beginnings at the same moment.
 * The host and its ticks are those of the first; decisions are left out, as nobody took them for
 * all.
 */
public final class BundleMerge {
  private final BundleWriter to;
  private final List<Guest> guests = new ArrayList<>();

  private BundleMerge(BundleWriter to) {
    this.to = to;
  }

  /**
   * Merges into a folder that must be empty or not there.
   *
   * @return the number of ticks
   * @throws RecordingException where two recordings have a device of the same name
   */
  public static long merge(
      BundleReader first, List<BundleReader> others, Path folder, BlockPacking packing) {
    try {
      BundleCopy.requireEmpty(folder);
      try (BundleWriter to =
          new BundleWriter(folder, first.manifest(), SegmentLimits.single(), packing)) {
        BundleMerge merge = new BundleMerge(to);
        others.forEach(other -> merge.guests.add(new Guest(other)));
        long ticks = 0;
        long beganNanos = 0;
        while (first.next()) {
          beganNanos = ticks == 0 ? first.tick().atNanos() : beganNanos;
          merge.tick(first.tick(), beganNanos);
          ticks++;
        }
        return ticks;
      }
    } catch (IOException e) {
      throw new UnwritableException(folder + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private void tick(RecordedTick tick, long beganNanos) throws IOException {
    to.begin(tick.number(), tick.atNanos(), tick.hostValues());
    long sampledNanos = tick.host(HostColumn.DEVICES_SAMPLED_US);
    take(tick, null, 0, sampledNanos);
    for (Guest guest : guests) {
      while (guest.hasTickAt(tick.atNanos() - beganNanos)) {
        take(guest.tick(), guest, beganNanos - guest.beganNanos, sampledNanos);
        guest.next();
      }
    }
    boolean unused = to.end();
  }

  private void take(RecordedTick tick, @Nullable Guest guest, long shiftNanos, long sampledNanos) {
    for (EventRow event : tick.events()) {
      if (event.kind() == EventKind.DETACH && to.devices().find(event.dev()) != null) {
        to.event(event);
      }
    }
    for (RecordedDevice device : tick.devices().all()) {
      RecordedDevice known = to.devices().find(device.name());
      if (known == null) {
        to.event(new EventRow(EventKind.ATTACH, device.name(), 0, device.customer()));
        known = to.devices().get(device.name());
      } else if (guest != null && !guest.owned.contains(device.name())) {
        throw new RecordingException(
            "two recordings have a device " + device.name() + "; 'trace anonymise' renames them");
      }
      if (guest != null) {
        guest.owned.add(device.name());
      }
      if (device.isChanged() || device.hasChangedRungs()) {
        known.copyShifted(device, shiftNanos);
        known.update(DeviceColumn.SAMPLED_US, sampledNanos);
      }
    }
  }

  /** A recording whose devices come to the first one's host. */
  private static final class Guest {
    private final BundleReader reader;
    private final Set<String> owned = new HashSet<>();
    private final long beganNanos;
    private boolean more;

    Guest(BundleReader reader) {
      this.reader = reader;
      this.more = reader.next();
      this.beganNanos = more ? reader.tick().atNanos() : 0;
    }

    boolean hasTickAt(long sinceBeginningNanos) {
      return more && reader.tick().atNanos() - beganNanos <= sinceBeginningNanos;
    }

    RecordedTick tick() {
      return reader.tick();
    }

    void next() {
      more = reader.next();
    }
  }
}
