package org.tcmureclaim.policy;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/**
 * Chooses which pages of which devices to give back. Shaped like the kernel's shrinkers
 * (include/linux/shrinker.h): {@link #countPages} says what there is, {@link #scan} picks.
 *
 * <p>A policy is pure: what it does follows from the snapshots and calls it was given, in their
 * order, and from its parameters. It reads no clock, file or random source, starts no thread, and
 * in steady state ({@link #observe} with no demand) allocates nothing. One thread calls it.
 */
public interface ReclaimPolicy {

  /** Takes in the snapshot of a tick. Called once a tick, before the other two. */
  void observe(HostSnapshot snapshot);

  /** Pages that this policy would be willing to give now if it were asked for everything. */
  long countPages(HostSnapshot snapshot);

  /**
   * Offers devices, best first, until the offers accepted reach {@code demand.pages()}. May offer
   * with no demand at all, where the policy has limits of its own to enforce at leisure.
   *
   * <p>May be called several times in a tick: where the customers that were asked first could not
   * give enough, the others are asked again for more. The demand is then the whole of what is
   * wanted of this policy, and what was accepted in the scan before counts when it is offered
   * again.
   */
  void scan(HostSnapshot snapshot, Demand demand, CutOffers offers);

  /** The device has gone; its slot may be another's in the next snapshot. */
  default void forget(int slot, DeviceKey key) {}
}
