package org.tcmureclaim.agent.board;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.loop.CustomerSlots;
import org.tcmureclaim.decision.Plan;
import org.tcmureclaim.decision.Reasons;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** All devices of one tick with the last word on each, in columns, in the order of their keys. */
final class DeviceImages {
  int size;
  @Nullable DeviceKey[] keys = new @Nullable DeviceKey[64];
  @Nullable String[] customers = new @Nullable String[64];
  @Nullable String[] rules = new @Nullable String[64];
  @Nullable String[] policies = new @Nullable String[64];
  Verdict[] verdicts = new Verdict[64];
  long[] residentPages = new long[64];
  long[] tailPages = new long[64];
  long[] peakPages = new long[64];
  long[] commands = new long[64];
  long[] transferredBytes = new long[64];
  long[] idleNanos = new long[64];
  long[] atIdleNanos = new long[64];
  long[] atDemandPages = new long[64];
  long[] afterNanos = new long[64];
  int[] flags = new int[64];

  /** Copies a tick; allocates only when there are more devices than ever before. */
  void copy(HostSnapshot snapshot, Plan plan, CustomerSlots slots) {
    copyFigures(snapshot, slots);
    for (int i = 0; i < size; i++) {
      copyReason(i, snapshot.devices().slotAt(i), plan.reasons());
    }
  }

  /** Copies a look at the host upon which nothing was decided. */
  void copyUndecided(HostSnapshot snapshot, CustomerSlots slots) {
    copyFigures(snapshot, slots);
    for (int i = 0; i < size; i++) {
      verdicts[i] = Verdict.NOT_CONSIDERED;
      atIdleNanos[i] = Long.MAX_VALUE;
      atDemandPages[i] = Long.MAX_VALUE;
      afterNanos[i] = Long.MAX_VALUE;
    }
  }

  private void copyFigures(HostSnapshot snapshot, CustomerSlots slots) {
    DeviceTable devices = snapshot.devices();
    fit(devices.size());
    size = devices.size();
    for (int i = 0; i < size; i++) {
      int slot = devices.slotAt(i);
      keys[i] = devices.key(slot);
      customers[i] = slots.name(slot);
      residentPages[i] = devices.residentPages(slot);
      tailPages[i] = devices.tailPages(slot);
      peakPages[i] = devices.peakPages(slot);
      commands[i] = devices.commands(slot);
      transferredBytes[i] = devices.transferredBytes(slot);
      idleNanos[i] = snapshot.takenAtNanos() - devices.lastActiveNanos(slot);
      flags[i] = devices.flags(slot);
    }
  }

  private void copyReason(int i, int slot, Reasons reasons) {
    verdicts[i] = reasons.verdict(slot);
    rules[i] = reasons.rule(slot);
    policies[i] = reasons.policyName(slot);
    atIdleNanos[i] = reasons.atIdleNanos(slot);
    atDemandPages[i] = reasons.atDemandPages(slot);
    afterNanos[i] = reasons.afterNanos(slot);
  }

  /** A copy that nobody writes to any more. */
  DeviceImages frozen() {
    DeviceImages copy = new DeviceImages();
    copy.size = size;
    copy.keys = Arrays.copyOf(keys, size);
    copy.customers = Arrays.copyOf(customers, size);
    copy.rules = Arrays.copyOf(rules, size);
    copy.policies = Arrays.copyOf(policies, size);
    copy.verdicts = Arrays.copyOf(verdicts, size);
    copy.residentPages = Arrays.copyOf(residentPages, size);
    copy.tailPages = Arrays.copyOf(tailPages, size);
    copy.peakPages = Arrays.copyOf(peakPages, size);
    copy.commands = Arrays.copyOf(commands, size);
    copy.transferredBytes = Arrays.copyOf(transferredBytes, size);
    copy.idleNanos = Arrays.copyOf(idleNanos, size);
    copy.atIdleNanos = Arrays.copyOf(atIdleNanos, size);
    copy.atDemandPages = Arrays.copyOf(atDemandPages, size);
    copy.afterNanos = Arrays.copyOf(afterNanos, size);
    copy.flags = Arrays.copyOf(flags, size);
    return copy;
  }

  private void fit(int devices) {
    if (keys.length >= devices) {
      return;
    }
    int capacity = Math.max(devices, keys.length * 2);
    keys = new @Nullable DeviceKey[capacity];
    customers = new @Nullable String[capacity];
    rules = new @Nullable String[capacity];
    policies = new @Nullable String[capacity];
    verdicts = new Verdict[capacity];
    residentPages = new long[capacity];
    tailPages = new long[capacity];
    peakPages = new long[capacity];
    commands = new long[capacity];
    transferredBytes = new long[capacity];
    idleNanos = new long[capacity];
    atIdleNanos = new long[capacity];
    atDemandPages = new long[capacity];
    afterNanos = new long[capacity];
    flags = new int[capacity];
  }
}
