package example;

import org.tcmureclaim.agent.config.IdlePolicyFactory;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;

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
    return new IdlePolicyFactory().create(parameters);
  }
}
