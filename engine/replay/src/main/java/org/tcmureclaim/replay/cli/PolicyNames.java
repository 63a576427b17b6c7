package org.tcmureclaim.replay.cli;

import java.util.Iterator;
import org.tcmureclaim.configuration.rules.KnownPolicies;

/** The names that {@code --policy} takes, for completion. */
final class PolicyNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return KnownPolicies.byName().keySet().iterator();
  }
}
