package org.tcmureclaim.policy.builtin;

import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.merge.CandidateQueue;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Two watermarks for every device. One that holds more than {@code high} is trimmed to {@code low}
 * as soon as it has been idle for {@code idle}, whether or not the host wants memory; and it stays
 * due until it is at {@code low}, so that one hovering at {@code high} does not flap. When the host
 * does want memory, all that is above {@code low} may go, the largest excess first.
 */
public final class WatermarkPolicy implements ReclaimPolicy {
  private final long lowPages;
  private final long highPages;
  private final long idleNanos;
  private final CandidateQueue largestFirst = new CandidateQueue();
  private boolean[] due = new boolean[0];
  private boolean[] offered = new boolean[0];

  WatermarkPolicy(long lowPages, long highPages, long idleNanos) {
    this.lowPages = lowPages;
    this.highPages = highPages;
    this.idleNanos = idleNanos;
  }

  @Override
  public void observe(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    if (due.length < devices.slotCapacity()) {
      due = Arrays.copyOf(due, devices.slotCapacity());
      offered = new boolean[devices.slotCapacity()];
    }
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      long residentPages = devices.residentPages(slot);
      if (residentPages > highPages) {
        due[slot] = true;
      } else if (residentPages <= lowPages) {
        due[slot] = false;
      }
    }
  }

  @Override
  public long countPages(HostSnapshot snapshot) {
    DeviceTable devices = snapshot.devices();
    long total = 0;
    for (int i = 0; i < devices.size(); i++) {
      total += excessPages(devices, devices.slotAt(i));
    }
    return total;
  }

  @Override
  public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    Arrays.fill(offered, false);
    long accepted = trimDue(snapshot, offers);
    if (accepted < demand.pages()) {
      trimLargest(snapshot.devices(), demand.pages() - accepted, offers);
    }
    explainRest(snapshot, demand, offers);
  }

  @Override
  public void forget(int slot, DeviceKey key) {
    if (slot < due.length) {
      due[slot] = false;
    }
  }

  private long trimDue(HostSnapshot snapshot, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    long accepted = 0;
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      long idle = snapshot.takenAtNanos() - devices.lastActiveNanos(slot);
      if (due[slot] && idle >= idleNanos && excessPages(devices, slot) > 0) {
        offered[slot] = true;
        accepted += offers.offer(slot, lowPages);
      }
    }
    return accepted;
  }

  /** Those with the most above low; the first in key order of several. */
  private void trimLargest(DeviceTable devices, long wantedPages, CutOffers offers) {
    largestFirst.clear();
    for (int position = 0; position < devices.size(); position++) {
      int slot = devices.slotAt(position);
      long pages = offered[slot] ? 0 : excessPages(devices, slot);
      if (pages > 0) {
        largestFirst.add(-pages, position);
      }
    }
    long accepted = 0;
    for (; accepted < wantedPages && !largestFirst.isEmpty(); largestFirst.removeFirst()) {
      int slot = devices.slotAt(largestFirst.firstPosition());
      offered[slot] = true;
      accepted += offers.offer(slot, lowPages);
    }
  }

  private void explainRest(HostSnapshot snapshot, Demand demand, CutOffers offers) {
    DeviceTable devices = snapshot.devices();
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      if (!offered[slot]) {
        offers.pass(slot, verdictOnRest(devices, slot, demand));
      }
    }
  }

  private Verdict verdictOnRest(DeviceTable devices, int slot, Demand demand) {
    if (excessPages(devices, slot) == 0) {
      return Verdict.BELOW_LIMIT;
    }
    if (demand.pages() > 0) {
      return Verdict.DEMAND_MET;
    }
    return due[slot] ? Verdict.TOO_WARM : Verdict.BELOW_LIMIT;
  }

  private long excessPages(DeviceTable devices, int slot) {
    return Math.max(0, Math.min(devices.tailPages(slot), devices.residentPages(slot) - lowPages));
  }

  /** Registered as {@code watermark}. */
  public static final class Factory implements PolicyFactory {
    private static final long DEFAULT_LOW_PAGES = 256;
    private static final long DEFAULT_HIGH_PAGES = 2048;
    private static final long DEFAULT_IDLE_NANOS = 5_000_000_000L;

    @Override
    public String name() {
      return "watermark";
    }

    @Override
    public String summary() {
      return "trims a device above high down to low once it is idle; largest excess first";
    }

    @Override
    public String withoutHeat() {
      return "it trims devices as ever; for how long one has been idle is known to a tick";
    }

    @Override
    public List<ParameterDescription> parameters() {
      return List.of(
          new ParameterDescription(
              "low",
              ParameterDescription.Kind.SIZE,
              "1MiB",
              "below high",
              "what a trimmed device keeps, and what no demand cuts below"),
          new ParameterDescription(
              "high",
              ParameterDescription.Kind.SIZE,
              "8MiB",
              "above low",
              "what a device may hold before it is due; the default is what a LUN's queue of 128"
                  + " commands of 64 KiB can fill at most"),
          new ParameterDescription(
              "idle",
              ParameterDescription.Kind.DURATION,
              "5s",
              "0s or more",
              "a device that is due is trimmed once it served nothing for so long"));
    }

    @Override
    public ReclaimPolicy create(PolicyParameters parameters) {
      long lowPages = parameters.pages("low", DEFAULT_LOW_PAGES);
      long highPages = parameters.pages("high", DEFAULT_HIGH_PAGES);
      if (lowPages >= highPages) {
        throw parameters.reject("low", "must be below high (" + highPages * 4 + " KiB)");
      }
      return new WatermarkPolicy(lowPages, highPages, parameters.nanos("idle", DEFAULT_IDLE_NANOS));
    }
  }
}
