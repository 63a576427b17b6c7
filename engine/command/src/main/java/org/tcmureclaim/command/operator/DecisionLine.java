package org.tcmureclaim.command.operator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** A decision in a line: when and why, how much, of whom. */
final class DecisionLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private DecisionLine() {}

  /** All that there is to say, for {@code decisions}. */
  static String full(JsonObject d) {
    String problem = d.getString("problem");
    return String.format(
        Locale.ROOT,
        "#%-4d %s %-9s %-12s wanted %8s, planned %8s of %-11s %s%s%s",
        d.getLong("number"),
        TIME.format(Instant.ofEpochMilli(d.getLong("epoch_millis"))),
        d.getString("urgency"),
        d.getString("trigger"),
        HumanUnits.pages(d.getLong("demand_pages")),
        HumanUnits.pages(d.getLong("planned_pages")),
        HumanUnits.count(d.getJsonArray("devices").size(), "device") + ":",
        outcome(d),
        in(customers(d)),
        problem.isEmpty() ? "" : "; problem: " + PrintableText.oneLine(problem));
  }

  /** What was cut and why, within 80 columns as a rule. */
  static String brief(JsonObject d) {
    return String.format(
        Locale.ROOT,
        "#%-4d %s %-9s %-12s %s of %s%s",
        d.getLong("number"),
        TIME.format(Instant.ofEpochMilli(d.getLong("epoch_millis"))),
        d.getString("urgency"),
        d.getString("trigger"),
        freed(d),
        HumanUnits.count(d.getJsonArray("devices").size(), "LUN"),
        in(customers(d)));
  }

  private static String in(String customers) {
    return customers.isEmpty() ? "" : " (" + customers + ")";
  }

  /** Customers with the number of their devices that were to be cut, most first. */
  private static String customers(JsonObject d) {
    JsonArray devices = d.getJsonArray("devices");
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < devices.size(); i++) {
      int unused = counts.merge(devices.getJsonObject(i).getString("customer"), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(entry -> PrintableText.oneLine(entry.getKey()) + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String freed(JsonObject d) {
    String result = d.getString("result");
    return result.equals("freed") ? "freed " + HumanUnits.pages(d.getLong("freed_pages")) : result;
  }

  private static String outcome(JsonObject d) {
    return d.getString("result").equals("freed")
        ? freed(d) + " in " + HumanUnits.millis(d.getDouble("duration_millis"))
        : freed(d);
  }
}
