package org.tcmureclaim.agent.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Configurations of many customers on a simulated host. */
public final class Tenants {
  private static final List<String> SIMULATED = List.of("acme", "birch", "corvid", "dune");

  private Tenants() {}

  /**
   * A file.
   *
   * @param customers who share the LUNs evenly and in order; those beyond the LUNs have none yet
   * @param policies lines for {@code policy} and {@code shadow}
   * @param simulated further keys of the simulated host
   */
  public static String yaml(int luns, int customers, String policies, String simulated) {
    StringBuilder text = new StringBuilder();
    text.append("mode: act\nmemory: {min: 256MiB, low: 512MiB, high: 1GiB}\n");
    text.append(policies).append('\n');
    text.append("simulated: {luns: ").append(luns).append(", ").append(simulated).append("}\n");
    text.append("customers:\n");
    List<String> paths = paths(luns);
    for (int i = 0; i < customers; i++) {
      int first = (int) ((long) i * luns / customers);
      int end = (int) ((i + 1L) * luns / customers);
      List<String> rules = new ArrayList<>();
      for (String path : paths.subList(first, end)) {
        rules.add("{path: " + path + "}");
      }
      if (rules.isEmpty()) {
        rules.add(format("{path: user_0/tenant%04d-*}", i));
      }
      text.append(format("  - {name: tenant%04d, match: %s}\n", i, rules));
    }
    return customers == 0 ? text.toString().replace("customers:\n", "") : text.toString();
  }

  /** As the simulated host names them. */
  private static List<String> paths(int luns) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < SIMULATED.size(); i++) {
      int share = luns / SIMULATED.size() + (i < luns % SIMULATED.size() ? 1 : 0);
      for (int lun = 0; lun < share; lun++) {
        paths.add(format("user_0/%s-%03d", SIMULATED.get(i), lun));
      }
    }
    return paths;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
