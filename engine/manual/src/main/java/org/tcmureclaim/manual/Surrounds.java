package org.tcmureclaim.manual;

import java.util.List;

/** Files and variables of the environment, which concern every command. */
final class Surrounds {
  private record Item(String name, String meaning) {}

  private static final List<Item> FILES =
      List.of(
          new Item("/etc/tcmu-reclaim/agent.yaml", "The configuration; tcmu-reclaim.yaml(5)."),
          new Item("/etc/tcmu-reclaim/customers.d", "Customers, in files of their own."),
          new Item("/etc/tcmu-reclaim/policies.d", "Jars that add policies."),
          new Item("/run/tcmu-reclaim/tick", "The agent's newest tick, for what shows it."),
          new Item("/run/tcmu-reclaim/agent.json", "How the agent stands, for the same."),
          new Item("/run/tcmu-reclaim/orders", "Where the agent takes orders."),
          new Item("/run/tcmu-reclaim-serve/api.sock", "Where the server answers."),
          new Item("/var/lib/tcmu-reclaim/decisions", "What the agent decided, and why."),
          new Item("/var/lib/tcmu-reclaim/recording", "What the agent sensed and did."),
          new Item(
              "/var/lib/tcmu-reclaim/kept",
              "Files that an upgrade or a removal found in its folders and that were not its own."));

  private static final List<Item> ENVIRONMENT =
      List.of(
          new Item("TCMU_RECLAIM_API", "Stands in for --api."),
          new Item("TCMU_RECLAIM_POLICIES_DIR", "Stands in for --policies-dir."),
          new Item(
              "TCMU_RECLAIM_JAVA",
              "The java to use; otherwise JAVA_HOME, PATH and"
                  + " /usr/lib/jvm are searched for 17 or newer."),
          new Item(
              "TCMU_RECLAIM_HEAP",
              "The size of the agent's heap, such as 96m. Otherwise the agent finds it, and check says"
                  + " it."),
          new Item("TCMU_RECLAIM_JVM_OPTIONS", "More options for Java, separated by blanks."),
          new Item("NO_COLOR", "If not empty, nothing is coloured."));

  private Surrounds() {}

  static void files(Roff page) {
    section(page, "Files", FILES);
  }

  static void environment(Roff page) {
    section(page, "Environment", ENVIRONMENT);
  }

  private static void section(Roff page, String heading, List<Item> items) {
    page.section(heading);
    items.forEach(item -> page.term(Roff.italic(item.name()), item.meaning()));
  }
}
