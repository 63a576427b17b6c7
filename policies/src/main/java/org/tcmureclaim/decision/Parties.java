package org.tcmureclaim.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.canary.Canary;
import org.tcmureclaim.guard.CustomerGuard;
import org.tcmureclaim.outcome.RegretTally;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;
import org.tcmureclaim.snapshot.ViewSlots;

/**
 * Who chooses among which devices. Views are put together again when devices came, went or changed
 * customers; otherwise a tick costs one pass and allocates nothing.
 */
final class Parties {
  private static final int NOBODY = -1;

  private List<CustomerGuard> customers = List.of();
  private List<Party> parties = List.of();
  private Party[] baseOf = new Party[0];
  private @Nullable Party[] trialOf = new @Nullable Party[0];
  private int[] customerBySlot = new int[0];
  private @Nullable Party[] partyBySlot = new @Nullable Party[0];

  /** The slot by which the party of a device knows it, by the device's slot in the host. */
  private int[] partySlots = new int[0];

  private @Nullable HostSnapshot bound;
  private long seenChanges;
  private boolean isOutdated = true;

  int size() {
    return parties.size();
  }

  Party get(int party) {
    return parties.get(party);
  }

  int customers() {
    return customers.size();
  }

  CustomerGuard customer(int index) {
    return customers.get(index);
  }

  /** Who chooses whether the device in this slot is cut. */
  Party of(int slot) {
    Party party = slot < partyBySlot.length ? partyBySlot[slot] : null;
    return party == null ? baseOf[baseOf.length - 1] : party;
  }

  /** Whoever has a customer's devices but for those of a trial. */
  Party base(int customer) {
    return baseOf[customer];
  }

  /** The trial of a customer; null where there is none. */
  @Nullable Party trialOf(int customer) {
    return trialOf[customer];
  }

  void adopt(List<CustomerPolicy> settings) {
    List<CustomerGuard> guards = new ArrayList<>();
    List<Party> next = new ArrayList<>();
    baseOf = new Party[settings.size()];
    trialOf = new @Nullable Party[settings.size()];
    for (int i = 0; i < settings.size(); i++) {
      CustomerPolicy customer = settings.get(i);
      CustomerGuard guard = guardOf(customer);
      guards.add(guard);
      baseOf[i] = party(i, guard, customer.policyName(), customer.policy(), null);
      next.add(baseOf[i]);
      Candidate candidate = customer.candidate();
      if (candidate != null) {
        Party trial = party(i, guard, candidate.policyName(), candidate.policy(), trial(candidate));
        trialOf[i] = trial;
        next.add(trial);
      }
    }
    customers = List.copyOf(guards);
    parties = List.copyOf(next);
    Arrays.fill(customerBySlot, NOBODY);
    bound = null;
  }

  void assign(int slot, int customer) {
    if (customer < 0 || customer >= customers.size()) {
      throw new IndexOutOfBoundsException("customer " + customer + " of " + customers.size());
    }
    fit(slot + 1);
    customerBySlot[slot] = customer;
    isOutdated = true;
  }

  void forget(int slot, DeviceKey key) {
    if (slot < partyBySlot.length) {
      leave(slot, key);
      customerBySlot[slot] = NOBODY;
    }
    isOutdated = true;
  }

  /** A trial has ended: its devices go back. */
  void trialEnded() {
    isOutdated = true;
  }

  /** Brings views and sums up to date with the snapshot of a tick. */
  void refresh(HostSnapshot snapshot) {
    if (bound != snapshot) {
      bound = snapshot;
      isOutdated = true;
      for (Party party : parties) {
        party.look(snapshot, parties.size() == 1);
      }
    }
    if (isOutdated || seenChanges != snapshot.devices().changes()) {
      select(snapshot.devices());
    }
    for (int i = 0; i < customers.size(); i++) {
      customers.get(i).begin(snapshot.secondOfDay(), snapshot.takenAtNanos());
    }
    for (int i = 0; i < parties.size(); i++) {
      parties.get(i).begin();
      parties.get(i).view().follow(snapshot);
    }
    count(snapshot.devices());
  }

  private void select(DeviceTable devices) {
    fit(devices.slotCapacity());
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      stay(slot, devices.key(slot), partyFor(slot, devices.key(slot)));
    }
    for (int i = 0; i < parties.size(); i++) {
      Party party = parties.get(i);
      if (party.slots() != null) {
        party.view().devices().selectNone();
      }
    }
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      Party party = partyFor(slot, devices.key(slot));
      ViewSlots slots = party.slots();
      if (partyBySlot[slot] == null) {
        partySlots[slot] = slots == null ? slot : slots.take(slot);
        partyBySlot[slot] = party;
      }
      if (slots != null) {
        party.view().devices().select(partySlots[slot]);
      }
    }
    seenChanges = devices.changes();
    isOutdated = false;
  }

  private Party partyFor(int slot, DeviceKey key) {
    int customer = customerBySlot[slot] == NOBODY ? baseOf.length - 1 : customerBySlot[slot];
    Party trial = trialOf[customer];
    boolean isTried = trial != null && trial.canary != null && trial.canary.takes(key);
    return isTried && trial != null ? trial : baseOf[customer];
  }

  /** A device that stays with a policy keeps the slot by which that knows it. */
  private void stay(int slot, DeviceKey key, Party party) {
    Party before = partyBySlot[slot];
    if (before == null) {
      return;
    }
    if (before.policy != party.policy) {
      leave(slot, key);
      return;
    }
    partyBySlot[slot] = party;
    ViewSlots slots = party.slots();
    if (slots != null) {
      slots.put(partySlots[slot], slot);
    }
  }

  private void leave(int slot, DeviceKey key) {
    Party party = partyBySlot[slot];
    if (party == null) {
      return;
    }
    party.policy.forget(partySlots[slot], key);
    ViewSlots slots = party.slots();
    if (slots != null) {
      slots.release(partySlots[slot]);
    }
    partyBySlot[slot] = null;
  }

  private void count(DeviceTable devices) {
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      Party party = of(slot);
      long tailPages = devices.tailPages(slot);
      party.tailPages += tailPages;
      party.customer.count(devices.residentPages(slot), tailPages);
    }
  }

  private CustomerGuard guardOf(CustomerPolicy customer) {
    for (CustomerGuard guard : customers) {
      if (guard.settings().name().equals(customer.settings().name())) {
        guard.adopt(customer.settings());
        return guard;
      }
    }
    return new CustomerGuard(customer.settings());
  }

  /** The candidate's trial so far, where the same one goes on. */
  private Canary trial(Candidate candidate) {
    for (Party party : parties) {
      Canary canary = party.canary;
      if (party.policy == candidate.policy()
          && canary != null
          && canary.settings().equals(candidate.limits())) {
        return canary;
      }
    }
    return new Canary(candidate.limits());
  }

  private Party party(
      int index,
      CustomerGuard guard,
      String policyName,
      ReclaimPolicy policy,
      @Nullable Canary canary) {
    for (Party before : parties) {
      if (before.policy == policy) {
        Party next = new Party(index, guard, policyName, policy, canary, before.regret);
        next.keepSlotsOf(before);
        return next;
      }
    }
    return new Party(index, guard, policyName, policy, canary, new RegretTally());
  }

  private void fit(int slots) {
    int before = customerBySlot.length;
    if (before < slots) {
      int capacity = Math.max(slots, before * 2);
      customerBySlot = Arrays.copyOf(customerBySlot, capacity);
      Arrays.fill(customerBySlot, before, capacity, NOBODY);
      partyBySlot = Arrays.copyOf(partyBySlot, capacity);
      partySlots = Arrays.copyOf(partySlots, capacity);
    }
  }
}
