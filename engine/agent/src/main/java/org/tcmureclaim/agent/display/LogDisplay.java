package org.tcmureclaim.agent.display;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.json.JsonObject;

/**
 * A JSON object on each line, for a log: what {@link JsonDisplay} has, with the time of day, a
 * level, and a message for people.
 */
public final class LogDisplay implements Display {
  private final PipeDisplay lines = new PipeDisplay();
  private final LongSupplier epochMillis;

  public LogDisplay(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  @Override
  public void show(Report report, StringBuilder out) {
    JsonObject fields = JsonDisplay.json(report);
    if (fields == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    lines.show(report, text);
    String level =
        report instanceof NoticeReport notice ? DecisionText.word(notice.level()) : "info";
    JsonObject line =
        new JsonObject()
            .put("time", Instant.ofEpochMilli(epochMillis.getAsLong()).toString())
            .put("level", level);
    fields.remove("level");
    line.mergeIn(fields);
    if (!text.toString().isBlank()) {
      line.put("message", text.toString().strip().replaceAll("\\s*\n\\s*", "; "));
    }
    out.append(line.encode()).append('\n');
  }
}
