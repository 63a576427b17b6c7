package org.tcmureclaim.agent.config;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A policy with one of each kind of parameter, that never gives anything. */
public record IdlePolicyFactory(String name) implements PolicyFactory {

  /** For {@link java.util.ServiceLoader}. */
  public IdlePolicyFactory() {
    this("idle-in-tests");
  }

  @Override
  public String summary() {
    return "Gives nothing.";
  }

  @Override
  public ReclaimPolicy create(PolicyParameters parameters) {
    long lowPages = parameters.pages("low", 1);
    if (parameters.pages("high", 2) <= lowPages) {
      throw parameters.reject("high", "must be above low");
    }
    return new Idle(
        lowPages, parameters.nanos("idle", 5_000_000_000L), parameters.share("part", 1));
  }

  record Idle(long lowPages, long idleNanos, double part) implements ReclaimPolicy {
    @Override
    public void observe(HostSnapshot snapshot) {}

    @Override
    public long countPages(HostSnapshot snapshot) {
      return 0;
    }

    @Override
    public void scan(HostSnapshot snapshot, Demand demand, CutOffers offers) {}
  }
}
