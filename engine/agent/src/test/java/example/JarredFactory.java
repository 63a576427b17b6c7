package example;

import org.tcmureclaim.demand.Demand;
import org.tcmureclaim.policy.CutOffers;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;
import org.tcmureclaim.snapshot.HostSnapshot;

/** Makes a policy that gives nothing. Listed in no service file but those of jars in tests. */
public final class JarredFactory implements PolicyFactory {
  @Override
  public String name() {
    return "jarred";
  }

  @Override
  public String summary() {
    return "Gives nothing.";
  }

  @Override
  public ReclaimPolicy create(PolicyParameters parameters) {
    return new Jarred();
  }

  /** The policy. */
  static final class Jarred implements ReclaimPolicy {
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
