package org.tcmureclaim.command.operator;

import java.util.Locale;
import org.tcmureclaim.agent.display.FittedText;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** A status in words, within 80 columns. */
final class StatusText {
  /** A worker that is at one piece of work for so long hangs, as a rule at a disk. */
  private static final double SLOW_SECONDS = 30;

  private final StringBuilder text = new StringBuilder();

  private final String sameAgent;

  private StatusText(String sameAgent) {
    this.sameAgent = sameAgent;
  }

  /**
   * With the newest decisions, newest first.
   *
   * @param sameAgent options that lead the commands it names to this agent
   */
  static String of(JsonObject status, JsonArray decisions, String sameAgent) {
    StatusText text = new StatusText(sameAgent);
    text.agent(status);
    text.host(status);
    text.customers(status.getJsonArray("customers"));
    text.counters(status.getJsonObject("counters"));
    for (int i = 0; i < decisions.size(); i++) {
      text.line("%s", DecisionLine.brief(decisions.getJsonObject(i)));
    }
    return text.text.toString();
  }

  private void agent(JsonObject status) {
    health(status.getJsonObject("health", new JsonObject()));
    JsonObject agent = status.getJsonObject("agent");
    line(
        "agent      %s host, mode %s, truncator %s, policy %s",
        PrintableText.oneLine(agent.getString("host")),
        agent.getString("mode"),
        agent.getString("truncator"),
        PrintableText.oneLine(agent.getString("policy")));
    line("           %s", PrintableText.oneLine(agent.getString("truncator_reason")));
    JsonArray jars = agent.getJsonArray("policy_jars", new JsonArray());
    for (int i = 0; i < jars.size(); i++) {
      line(
          "%-10s %s", i == 0 ? "policies" : "", "from " + PrintableText.oneLine(jars.getString(i)));
    }
    JsonArray customers = status.getJsonArray("paused_customers");
    if (status.getBoolean("paused")) {
      line("PAUSED     plans are kept back; go on: tcmu-reclaim resume%s", sameAgent);
    }
    for (int i = 0; i < customers.size(); i++) {
      String name = PrintableText.oneLine(customers.getString(i));
      line(
          "PAUSED     customer %s; go on: tcmu-reclaim resume --customer %s%s",
          name, name, sameAgent);
    }
  }

  /** Only what is wrong; of an agent of an older version nothing is known. */
  private void health(JsonObject health) {
    if (health.getBoolean("stale", false)) {
      line(
          "STALE      no tick for %.0f s: figures below are old, and nothing is decided",
          health.getDouble("tick_age_seconds"));
    }
    String lastEnd = PrintableText.oneLine(health.getString("last_end", ""));
    int starts = health.getInteger("starts_last_hour", 1);
    if (starts > 1 && !lastEnd.equals("as asked")) {
      line("RESTARTED  %d starts in the last hour; the one before ended: %s", starts, lastEnd);
    }
    JsonArray workers = health.getJsonArray("workers", new JsonArray());
    for (int i = 0; i < workers.size(); i++) {
      worker(workers.getJsonObject(i));
    }
  }

  private void worker(JsonObject worker) {
    String name = PrintableText.oneLine(worker.getString("name"));
    long restarts = worker.getLong("restarts");
    if (worker.getDouble("busy_seconds") >= SLOW_SECONDS) {
      line(
          "SLOW       %s (%s) has been at one thing for %.0f s",
          name, PrintableText.oneLine(worker.getString("task")), worker.getDouble("busy_seconds"));
    }
    if (restarts > 0) {
      line(
          "FAILED     %s (%s), %s: %s",
          name,
          PrintableText.oneLine(worker.getString("task")),
          worker.getBoolean("running") ? "started again " + restarts + " times" : "not running",
          PrintableText.oneLine(worker.getString("problem")));
    }
  }

  private void host(JsonObject status) {
    JsonObject memory = status.getJsonObject("memory");
    JsonObject pressure = status.getJsonObject("pressure");
    line(
        "memory     %s available of %s, %s with tails",
        HumanUnits.bytes(memory.getLong("available_bytes")),
        HumanUnits.bytes(memory.getLong("total_bytes")),
        HumanUnits.bytes(memory.getLong("true_available_bytes")));
    line(
        "pressure   some %s, full %s; urgency %s, trigger %s, wanted %s",
        HumanUnits.share(pressure.getDouble("some_stall_share")),
        HumanUnits.share(pressure.getDouble("full_stall_share")),
        status.getString("urgency"),
        status.getString("trigger"),
        HumanUnits.pages(status.getLong("demand_pages")));
    line(
        "data areas %s: %s, of it tails %s",
        HumanUnits.count(status.getInteger("devices"), "device"),
        HumanUnits.pages(status.getLong("resident_pages")),
        HumanUnits.pages(status.getLong("tail_pages")));
    long braked = status.getLong("braked_devices", 0L);
    if (braked > 0) {
      line(
          "HELD BACK  %s: no cuts for up to an hour, as the handler ended badly",
          HumanUnits.count(braked, "device"));
    }
  }

  private void customers(JsonArray customers) {
    line("%n%-24s %7s %9s %9s", "customer", "devices", "holds", "tail");
    for (int i = 0; i < customers.size(); i++) {
      JsonObject customer = customers.getJsonObject(i);
      line(
          "%s %7d %9s %9s",
          FittedText.fit(customer.getString("customer"), 24),
          customer.getInteger("devices"),
          HumanUnits.pages(customer.getLong("resident_pages")),
          HumanUnits.pages(customer.getLong("tail_pages")));
    }
  }

  private void counters(JsonObject counters) {
    line(
        "%n%s, %s, %s freed, %s came back",
        HumanUnits.count(counters.getLong("decisions"), "decision"),
        HumanUnits.count(counters.getLong("truncations"), "truncation"),
        HumanUnits.pages(counters.getLong("freed_pages")),
        HumanUnits.pages(counters.getLong("came_back_pages")));
  }

  private void line(String form, Object... figures) {
    text.append(String.format(Locale.ROOT, form, figures)).append(System.lineSeparator());
  }
}
