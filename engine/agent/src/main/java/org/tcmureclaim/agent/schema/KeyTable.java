package org.tcmureclaim.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.FormDescription;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.policy.PolicyFactory;

/** The reference of every key, as tables for docs/configuration.md. */
public final class KeyTable {
  private static final String HEAD =
      "| key | value | default | meaning |\n| --- | --- | --- | --- |\n";

  private KeyTable() {}

  /** All tables, in Markdown, where there are these policies. */
  public static String markdown(Map<String, PolicyFactory> policies) {
    List<Reading> all = LoadedConfig.describe(policies).inOrder();
    List<Reading> host = new ArrayList<>();
    List<Reading> customers = new ArrayList<>();
    for (Reading reading : all) {
      if (!reading.path().contains("policy<")) {
        (reading.path().startsWith("customers[") ? customers : host).add(reading);
      }
    }
    StringBuilder text = new StringBuilder();
    table(text, "### The host", host, Meanings.load());
    table(text, "### A customer", customers, Meanings.load());
    for (PolicyFactory factory : policies.values()) {
      String prefix = "policy<" + factory.name() + ">.";
      List<Reading> parameters =
          all.stream()
              .filter(r -> r.path().startsWith(prefix) && !r.path().endsWith(".name"))
              .toList();
      text.append("### Policy `").append(factory.name()).append("`\n\n");
      text.append(capital(factory.summary())).append("\n\n");
      if (!parameters.isEmpty()) {
        rows(text, parameters, Meanings.load());
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static void table(
      StringBuilder text, String title, List<Reading> readings, Meanings meanings) {
    text.append(title).append("\n\n");
    rows(text, readings, meanings);
  }

  private static void rows(StringBuilder text, List<Reading> readings, Meanings meanings) {
    text.append(HEAD);
    for (Reading reading : readings) {
      String fallback = reading.fallback();
      text.append("| `")
          .append(Meanings.plain(reading.path()).replaceFirst("^(customers|policy)\\.", ""))
          .append("` | ")
          .append(form(reading.form()))
          .append(" | ")
          .append(fallback == null ? "required" : fallback)
          .append(" | ")
          .append(meanings.of(reading.path()).replace("|", "\\|"))
          .append(" |\n");
    }
    text.append('\n');
  }

  private static String form(FormDescription form) {
    String range = ValueSchema.range(form);
    String kind =
        switch (form.kind()) {
          case TEXT -> "text";
          case WHOLE_NUMBER -> "number";
          case NUMBER -> "number";
          case FLAG -> "true, false";
          case SIZE -> "size";
          case DURATION -> "duration";
          case SIZE_PER_SECOND -> "size per second";
          case DURATION_PER_SECOND -> "duration per second";
          case SHARE -> "share";
          case AMOUNT -> "size or share";
          case PATH -> "absolute path";
          case DAY_SPAN -> "such as 22:00-02:00";
          case CHOICE -> String.join(", ", form.words());
        };
    return range.isEmpty() ? kind : kind + ", " + range;
  }

  private static String capital(String text) {
    String end = text.endsWith(".") ? "" : ".";
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
  }
}
