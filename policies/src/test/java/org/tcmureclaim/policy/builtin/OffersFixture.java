package org.tcmureclaim.policy.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Accepts every offer and remembers it. */
final class OffersFixture implements CutOffers {
  private final HostSnapshot snapshot;
  private final List<String> offered = new ArrayList<>();
  private final Map<String, Verdict> passed = new HashMap<>();

  OffersFixture(HostSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public long offer(int slot, long keepPages) {
    offered.add(name(slot));
    return snapshot.devices().tailPages(slot) - keepPages;
  }

  @Override
  public void pass(int slot, Verdict verdict) {
    passed.put(name(slot), verdict);
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
