package org.tcmureclaim.agent.display;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.AgentStarted;
import org.tcmureclaim.agent.report.Counters;
import org.tcmureclaim.agent.report.DecisionJson;
import org.tcmureclaim.agent.report.DecisionReport;
import org.tcmureclaim.agent.report.DeviceChange;
import org.tcmureclaim.agent.report.NoticeReport;
import org.tcmureclaim.agent.report.Report;
import org.tcmureclaim.agent.report.ShadowJson;
import org.tcmureclaim.agent.report.ShadowReport;
import org.tcmureclaim.agent.report.ShadowScore;
import org.tcmureclaim.agent.report.Summary;
import org.tcmureclaim.json.JsonObject;

/** One JSON object on each line, for a program. A number that is not finite becomes null. */
public final class JsonDisplay implements Display {

  @Override
  public void show(Report report, StringBuilder out) {
    JsonObject json = json(report);
    if (json != null) {
      out.append(json.encode()).append('\n');
    }
  }

  /** A report as JSON; null where there is nothing to tell. */
  static @Nullable JsonObject json(Report report) {
    if (report instanceof DecisionReport decision) {
      return object("decision").mergeIn(DecisionJson.of(decision));
    } else if (report instanceof DeviceChange change) {
      return device(change);
    } else if (report instanceof NoticeReport notice) {
      return object("notice")
          .put("level", DecisionText.word(notice.level()))
          .put("message", notice.message());
    } else if (report instanceof AgentStarted started) {
      return agent(started);
    } else if (report instanceof ShadowReport shadow) {
      return ShadowJson.of(shadow.score()).put("type", "shadow").put("number", shadow.number());
    } else if (report instanceof Summary summary) {
      return summary(summary);
    }
    return null;
  }

  private static JsonObject agent(AgentStarted a) {
    return object("agent")
        .put("event", "started")
        .put("host", a.host())
        .put("mode", a.mode())
        .put("truncator", a.truncator())
        .put("truncator_reason", a.truncatorReason())
        .put("policy", a.policy())
        .put("devices", a.devices())
        .put("at_seconds", decimals(a.atSeconds(), 3));
  }

  private static JsonObject device(DeviceChange change) {
    return object("device")
        .put("event", DecisionText.word(change.event()))
        .put("device", change.path())
        .put("generation", change.generation())
        .put("customer", change.customer())
        .put("at_seconds", decimals(change.atSeconds(), 3));
  }

  private static JsonObject summary(Summary s) {
    Counters c = s.counters();
    JsonObject json =
        object("summary")
            .put("duration_seconds", decimals(s.durationSeconds(), 3))
            .put("decisions", c.decisions())
            .put("truncations", c.truncations())
            .put("freed_pages", c.pagesFreed())
            .put("came_back_pages", c.pagesCameBack())
            .put("pressure_seconds", decimals(s.pressureSeconds(), 3))
            .put("peak_pages", s.peakPages());
    Summary.Comparison stock = s.stock();
    if (stock != null) {
      json.put(
          "stock_kernel",
          new JsonObject()
              .put("pressure_seconds", decimals(stock.pressureSeconds(), 3))
              .put("peak_pages", stock.peakPages())
              .put("came_back_pages", stock.pagesCameBack()));
    }
    ShadowScore score = s.shadow();
    if (score != null) {
      json.put("shadow_score", ShadowJson.of(score));
    }
    return json;
  }

  private static JsonObject object(String type) {
    return new JsonObject().put("type", type);
  }

  /** Rounded; null where JSON has no form for the number. */
  private static @Nullable Double decimals(double number, int places) {
    if (!Double.isFinite(number)) {
      return null;
    }
    double scale = Math.pow(10, places);
    return Math.round(number * scale) / scale;
  }
}
