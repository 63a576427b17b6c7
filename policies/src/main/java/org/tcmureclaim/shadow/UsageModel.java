package org.tcmureclaim.shadow;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * What the devices of a host would hold under somebody's cuts. Which blocks a command gets does not
 * depend on truncation, so a device's level in use is the same whoever cuts: it holds the larger of
 * what it held and its peak, and after a cut the larger of what was kept and what is in use.
 *
 * <p>Pages that a device had before, and that it needed again after a cut, are counted: those are
 * what a cut too much costs. Seen from samples, so what grew and was cut between two is missed.
 */
public final class UsageModel {
  private static final long MILLI_NANOS = 1_000_000L;

  private @Nullable HostSnapshot host;
  private @Nullable HostSnapshot modelled;
  private @Nullable DeviceKey[] keys = new @Nullable DeviceKey[0];
  private long[] residentPages = new long[0];
  private long[] highestPages = new long[0];
  private long seenChanges;
  private long observedAtNanos;
  private long reallocatedPages;
  private long cutPages;
  private long heldPageMillis;

  /** The host as it would be; its clocks and memory are those of the real one. */
  public HostSnapshot snapshot() {
    return Objects.requireNonNull(modelled, "nothing was observed");
  }

  /** Pages that were allocated again after a cut. */
  public long reallocatedPages() {
    return reallocatedPages;
  }

  /** Pages that the cuts have freed. */
  public long cutPages() {
    return cutPages;
  }

  /** What all devices held, added up over time; the less of it, the more was given back. */
  public long heldPageMillis() {
    return heldPageMillis;
  }

  /** Takes in a sample of the host. */
  public void observe(HostSnapshot host) {
    if (this.host != host) {
      this.host = host;
      modelled = host.model();
      select(host.devices());
    } else if (seenChanges != host.devices().changes()) {
      select(host.devices());
    } else {
      heldPageMillis +=
          snapshot().devices().totalResidentPages()
              * ((host.takenAtNanos() - observedAtNanos) / MILLI_NANOS);
    }
    observedAtNanos = host.takenAtNanos();
    snapshot().follow(host);
    for (int i = 0; i < host.devices().size(); i++) {
      observe(host.devices(), host.devices().slotAt(i));
    }
  }

  /** Makes the cuts of a plan. */
  public void cut(Plan plan) {
    for (int cut = 0; cut < plan.size(); cut++) {
      int slot = plan.slot(cut);
      DeviceTable devices = snapshot().devices();
      long inUse = devices.residentPages(slot) - devices.tailPages(slot);
      long left = Math.min(residentPages[slot], Math.max(plan.keepPages(cut), inUse));
      cutPages += residentPages[slot] - left;
      residentPages[slot] = left;
      devices.updateModel(slot, left, left - inUse, devices.peakPages(slot));
    }
  }

  private void observe(DeviceTable devices, int slot) {
    long peak = devices.peakPages(slot);
    long inUse = devices.inUsePages(slot);
    long needed = Math.max(peak, inUse);
    if (needed > residentPages[slot]) {
      reallocatedPages += Math.max(0, Math.min(needed, highestPages[slot]) - residentPages[slot]);
      residentPages[slot] = needed;
    }
    highestPages[slot] = Math.max(highestPages[slot], residentPages[slot]);
    snapshot().devices().updateModel(slot, residentPages[slot], residentPages[slot] - inUse, peak);
  }

  private void select(DeviceTable devices) {
    fit(devices.slotCapacity());
    snapshot().devices().selectNone();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      snapshot().devices().select(slot);
      DeviceKey key = devices.key(slot);
      if (!key.equals(keys[slot])) {
        keys[slot] = key;
        residentPages[slot] = devices.residentPages(slot);
        highestPages[slot] = residentPages[slot];
      }
    }
    seenChanges = devices.changes();
  }

  private void fit(int slots) {
    if (keys.length < slots) {
      keys = Arrays.copyOf(keys, slots);
      residentPages = Arrays.copyOf(residentPages, slots);
      highestPages = Arrays.copyOf(highestPages, slots);
    }
  }
}
