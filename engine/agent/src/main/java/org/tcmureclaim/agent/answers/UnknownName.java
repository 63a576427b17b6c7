package org.tcmureclaim.agent.answers;

import java.util.Collection;
import org.tcmureclaim.configuration.NearMiss;

/** What is said of a name that nobody has: the nearest one, or those that there are. */
public final class UnknownName {
  private static final int MOST_LISTED = 8;

  private UnknownName() {}

  /**
   * For an operator.
   *
   * @param kind what was looked for, such as customer
   * @param known where there are many, only a near one of them is named
   */
  public static String text(String kind, String name, Collection<String> known) {
    String problem = "no " + kind + " " + name;
    return NearMiss.of(name, known)
        .map(near -> problem + "; did you mean '" + near + "'?")
        .orElseGet(() -> problem + listed(kind, known));
  }

  private static String listed(String kind, Collection<String> known) {
    return known.size() > MOST_LISTED || known.isEmpty()
        ? "; 'tcmu-reclaim " + kind + "s' lists them"
        : "; there are: " + String.join(", ", known);
  }
}
