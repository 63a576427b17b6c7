package org.tcmureclaim.command.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.FormDescription;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.manual.KeySection;
import org.tcmureclaim.policy.PolicyFactory;

/** The reference of every key, as tables for docs/configuration.md. */
public final class KeyTable {
  private static final String HEAD =
      "| key | value | default | meaning |\n| --- | --- | --- | --- |\n";

  private KeyTable() {}

  /** All tables, in Markdown, where there are these policies. */
  public static String markdown(Map<String, PolicyFactory> policies) {
    StringBuilder text = new StringBuilder();
    for (KeySection section : sections(policies)) {
      String heading = section.heading().replaceFirst("^Policy (.*)", "Policy `$1`");
      text.append("### ").append(heading).append("\n\n");
      text.append(section.summary()).append(section.summary().isEmpty() ? "" : "\n\n");
      if (!section.keys().isEmpty()) {
        text.append(HEAD);
        section.keys().forEach(key -> row(text, key));
        text.append('\n');
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static void row(StringBuilder text, KeySection.Key key) {
    text.append("| `").append(key.name()).append("` | ").append(key.form()).append(" | ");
    text.append(key.fallback()).append(" | ");
    text.append(key.meaning().replace("|", "\\|")).append(" |\n");
  }

  /** All keys: of the host, of a customer, and of each of these policies. */
  public static List<KeySection> sections(Map<String, PolicyFactory> policies) {
    List<Reading> all = LoadedConfig.describe(policies).inOrder();
    Map<Boolean, List<Reading>> ofCustomers =
        all.stream()
            .filter(reading -> !reading.path().contains("policy<"))
            .collect(Collectors.partitioningBy(r -> r.path().startsWith("customers[")));
    List<KeySection> sections = new ArrayList<>();
    sections.add(new KeySection("The host", "", keys(ofCustomers.get(false))));
    sections.add(new KeySection("A customer", "", keys(ofCustomers.get(true))));
    for (PolicyFactory factory : policies.values()) {
      String prefix = "policy<" + factory.name() + ">.";
      List<Reading> parameters =
          all.stream()
              .filter(r -> r.path().startsWith(prefix) && !r.path().endsWith(".name"))
              .toList();
      sections.add(
          new KeySection("Policy " + factory.name(), capital(factory.summary()), keys(parameters)));
    }
    return sections;
  }

  private static List<KeySection.Key> keys(@Nullable List<Reading> readings) {
    Meanings meanings = Meanings.load();
    return Objects.requireNonNull(readings).stream()
        .map(
            reading ->
                new KeySection.Key(
                    Meanings.plain(reading.path()).replaceFirst("^(customers|policy)\\.", ""),
                    form(reading.form()),
                    Objects.requireNonNullElse(reading.fallback(), "required"),
                    meanings.of(reading.path())))
        .toList();
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
          case CHOICES -> "some of " + String.join(", ", form.words());
        };
    return range.isEmpty() ? kind : kind + ", " + range;
  }

  private static String capital(String text) {
    String end = text.endsWith(".") ? "" : ".";
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
  }
}
