package org.tcmureclaim.agent.report;

import org.jspecify.annotations.Nullable;
import org.tcmureclaim.agent.report.ShadowScore.Side;
import org.tcmureclaim.json.JsonObject;

/** A score as JSON, in the journal and in {@code --json}. */
public final class ShadowJson {
  private ShadowJson() {}

  public static JsonObject of(ShadowScore score) {
    return new JsonObject().put("active", of(score.active())).put("shadow", of(score.shadow()));
  }

  private static JsonObject of(Side side) {
    return new JsonObject()
        .put("reallocated_pages", side.reallocatedPages())
        .put("cut_pages", side.cutPages())
        .put("held_page_millis", side.heldPageMillis());
  }

  /** The score that was written like this; null for none. */
  public static @Nullable ShadowScore parse(@Nullable JsonObject json) {
    return json == null
        ? null
        : new ShadowScore(side(json.getJsonObject("active")), side(json.getJsonObject("shadow")));
  }

  private static Side side(JsonObject json) {
    return new Side(
        json.getLong("reallocated_pages"),
        json.getLong("cut_pages"),
        json.getLong("held_page_millis"));
  }
}
