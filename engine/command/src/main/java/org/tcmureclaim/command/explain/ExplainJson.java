package org.tcmureclaim.command.explain;

import java.util.Locale;
import org.tcmureclaim.agent.journal.DecisionEntry;
import org.tcmureclaim.agent.journal.DeviceReason;
import org.tcmureclaim.agent.journal.JournalLine;
import org.tcmureclaim.json.JsonObject;

/** An explanation for a program. */
final class ExplainJson {
  private ExplainJson() {}

  static JsonObject of(DecisionEntry entry, DeviceReason reason) {
    return new JsonObject()
        .put("epoch_millis", entry.epochMillis())
        .put("at_seconds", entry.atSeconds())
        .put("decision", entry.number())
        .put("urgency", word(entry.urgency()))
        .put("trigger", word(entry.trigger()))
        .put("demand_pages", entry.demandPages())
        .put("available_bytes", entry.availableBytes())
        .put("freed_pages", entry.freedPages())
        .put("reason", JournalLine.json(reason));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
