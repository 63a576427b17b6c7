package org.tcmureclaim.policy.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Accepts every offer and remembers it. */
final class OffersFixture implements CutOffers {
  private final HostSnapshot snapshot;
  private final List<String> offered = new ArrayList<>();
  private final List<String> keeps = new ArrayList<>();
  private final Map<String, Verdict> passed = new HashMap<>();
  private final Map<String, Long> atIdleNanos = new HashMap<>();
  private final Map<String, Long> atDemandPages = new HashMap<>();
  private long freedPages;
  private long leastKeepPages = Long.MAX_VALUE;

  OffersFixture(HostSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public long offer(int slot, long keepPages) {
    offered.add(name(slot));
    keeps.add(name(slot) + " keep " + keepPages);
    DeviceTable devices = snapshot.devices();
    long resident = devices.residentPages(slot);
    long freed = resident - Math.max(keepPages, resident - devices.tailPages(slot));
    freedPages += freed;
    leastKeepPages = Math.min(leastKeepPages, keepPages);
    return freed;
  }

  @Override
  public void pass(int slot, Verdict verdict) {
    passed.put(name(slot), verdict);
  }

  @Override
  public void pass(int slot, Verdict verdict, long atIdleNanos, long atDemandPages) {
    pass(slot, verdict);
    this.atIdleNanos.put(name(slot), atIdleNanos);
    this.atDemandPages.put(name(slot), atDemandPages);
  }

  /** Each offer as {@code device keep pages}, in order. */
  List<String> keeps() {
    return keeps;
  }

  long freedPages() {
    return freedPages;
  }

  long leastKeepPages() {
    return leastKeepPages;
  }

  @Nullable Long atIdleNanos(String device) {
    return atIdleNanos.get(device);
  }

  @Nullable Long atDemandPages(String device) {
    return atDemandPages.get(device);
  }

  List<String> offered() {
    return offered;
  }

  Map<String, Verdict> passed() {
    return passed;
  }

  private String name(int slot) {
    return snapshot.devices().key(slot).path();
  }
}
