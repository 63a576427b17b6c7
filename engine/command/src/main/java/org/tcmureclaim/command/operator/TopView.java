package org.tcmureclaim.command.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tcmureclaim.agent.display.FittedText;
import org.tcmureclaim.agent.display.HumanUnits;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/**
 * What {@code top} shows, and what its keys do. Knows no terminal, so that tests can press keys.
 */
final class TopView {
  private static final List<String> ORDERS = List.of("resident", "tail", "idle", "device");
  private static final int MOST_CUSTOMERS = 5;
  private static final String HOME = "\033[H";
  private static final String CLEAR_LINE_END = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";
  private static final int ESCAPE = 27;
  private static final int BACKSPACE = 127;

  private Screen screen;
  private final boolean coloured;
  private JsonObject status = new JsonObject();
  private JsonObject devices = new JsonObject();
  private JsonArray decisions = new JsonArray();
  private int order;
  private String customer = "";
  private String filter = "";
  private boolean typing;
  private boolean left;
  private String note = "";
  private String trouble = "";

  TopView(Screen screen, boolean coloured) {
    this.screen = screen;
    this.coloured = coloured;
  }

  /** Which devices to ask the agent for. */
  WantedDevices wanted() {
    return new WantedDevices(
        ORDERS.get(order),
        Optional.of(customer).filter(name -> !name.isEmpty()),
        Optional.of(filter).filter(part -> !part.isEmpty()));
  }

  /** How many of them it has room for. */
  int devicesShown() {
    return Math.max(1, screen.rows());
  }

  /** How many of the newest decisions it has room for. */
  int decisionsShown() {
    return Math.min(3, screen.rows() / 8);
  }

  /** The terminal's size of now. */
  void resize(Screen newScreen) {
    screen = newScreen;
  }

  void show(JsonObject newStatus, JsonObject newDevices, JsonArray newestDecisions) {
    status = newStatus;
    devices = newDevices;
    decisions = newestDecisions;
  }

  /** Whether there was anything to show yet. */
  boolean isShown() {
    return !status.isEmpty();
  }

  /** Why what is shown is not of now; empty where it is. */
  void trouble(String newTrouble) {
    trouble = newTrouble;
  }

  boolean isLeft() {
    return left;
  }

  boolean isPaused() {
    return status.getBoolean("paused", false);
  }

  /** What is said at the bottom until a key is pressed; empty for nothing. */
  void note(String newNote) {
    note = newNote;
  }

  /**
   * Takes a key.
   *
   * @return whether it asks for a pause or its end
   */
  boolean press(char key) {
    note = "";
    if (typing) {
      type(key);
      return false;
    }
    switch (key) {
      case 'q', 3 -> left = true;
      case 's' -> order = (order + 1) % ORDERS.size();
      case 'c' -> customer = nextCustomer();
      case '/' -> {
        typing = true;
        filter = "";
      }
      case 'p' -> {
        return true;
      }
      default -> note = "keys: s sort, c customer, / filter by name, p pause or resume, q leave";
    }
    return false;
  }

  private void type(char key) {
    if (key == '\n' || key == '\r' || key == ESCAPE) {
      typing = false;
    } else if (key == BACKSPACE || key == '\b') {
      filter = filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1);
    } else if (key > ' ' && key < BACKSPACE) {
      filter += key;
    }
  }

  private String nextCustomer() {
    List<String> names = new ArrayList<>();
    JsonArray customers = status.getJsonArray("customers", new JsonArray());
    for (int i = 0; i < customers.size(); i++) {
      names.add(customers.getJsonObject(i).getString("customer"));
    }
    int next = names.indexOf(customer) + 1;
    return next < names.size() ? names.get(next) : "";
  }

  String json() {
    return new JsonObject().put("status", status).put("devices", devices).encode() + "\n";
  }

  /** A whole screen, drawn over the one before. */
  String frame() {
    StringBuilder text = new StringBuilder(HOME);
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(CLEAR_LINE_END);
    }
    return text.append(CLEAR_BELOW).toString();
  }

  /** Never more or longer lines than the screen has. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    head(lines);
    customers(lines);
    lines.add(
        reversed(
            String.format(
                "%-20s %-8s %9s %9s %7s  %s",
                "LUN", "customer", "holds", "tail", "idle", "last word")));
    int cuts = Math.min(decisionsShown(), decisions.size());
    devices(lines, screen.rows() - lines.size() - cuts - 1);
    for (int i = 0; i < cuts; i++) {
      lines.add(FittedText.clip(DecisionLine.brief(decisions.getJsonObject(i)), screen.columns()));
    }
    lines.add(FittedText.clip(foot(), screen.columns()));
    return lines;
  }

  private void head(List<String> lines) {
    JsonObject agent = status.getJsonObject("agent");
    JsonObject memory = status.getJsonObject("memory");
    JsonObject pressure = status.getJsonObject("pressure");
    add(
        lines,
        "%s  %s host, mode %s, truncator %s, %s  up %s",
        stale().isEmpty() ? "tcmu-reclaim" : stale(),
        agent.getString("host"),
        agent.getString("mode"),
        agent.getString("truncator"),
        isPaused() ? "PAUSED" : "urgency " + status.getString("urgency"),
        HumanUnits.seconds(status.getDouble("at_seconds")));
    add(
        lines,
        "pressure some %s full %s   available %s of %s, %s with tails",
        HumanUnits.share(pressure.getDouble("some_stall_share")),
        HumanUnits.share(pressure.getDouble("full_stall_share")),
        HumanUnits.bytes(memory.getLong("available_bytes")),
        HumanUnits.bytes(memory.getLong("total_bytes")),
        HumanUnits.bytes(memory.getLong("true_available_bytes")));
    JsonObject counters = status.getJsonObject("counters");
    add(
        lines,
        "%s hold %s   %s, %s freed, %s came back",
        HumanUnits.count(status.getInteger("devices"), "LUN"),
        HumanUnits.pages(status.getLong("resident_pages")),
        HumanUnits.count(counters.getLong("decisions"), "decision"),
        HumanUnits.pages(counters.getLong("freed_pages")),
        HumanUnits.pages(counters.getLong("came_back_pages")));
  }

  /** What comes before all else; empty where the newest tick is of now. */
  private String stale() {
    JsonObject health = status.getJsonObject("health", new JsonObject());
    return health.getBoolean("stale", false)
        ? "STALE: no tick for " + HumanUnits.seconds(health.getDouble("tick_age_seconds"))
        : "";
  }

  private void customers(List<String> lines) {
    lines.add(reversed(String.format("%-24s %7s %9s %9s", "customer", "LUNs", "holds", "tail")));
    JsonArray customers = status.getJsonArray("customers");
    for (int i = 0; i < Math.min(MOST_CUSTOMERS, customers.size()); i++) {
      JsonObject c = customers.getJsonObject(i);
      add(
          lines,
          "%s %7d %9s %9s%s",
          FittedText.fit(c.getString("customer"), 24),
          c.getInteger("devices"),
          HumanUnits.pages(c.getLong("resident_pages")),
          HumanUnits.pages(c.getLong("tail_pages")),
          c.getString("customer").equals(customer) ? "  <" : "");
    }
  }

  private void devices(List<String> lines, int room) {
    JsonArray items = devices.getJsonArray("items");
    for (int i = 0; i < Math.min(room, items.size()); i++) {
      JsonObject d = items.getJsonObject(i);
      add(
          lines,
          "%s %s %9s %9s %7s  %s",
          FittedText.fit(d.getString("device"), 20),
          FittedText.fit(d.getString("customer"), 8),
          HumanUnits.pages(d.getLong("resident_pages")),
          HumanUnits.pages(d.getLong("tail_pages")),
          HumanUnits.seconds(d.getDouble("idle_seconds")),
          d.getString("verdict_meaning"));
    }
  }

  private String foot() {
    if (typing) {
      return "name contains: " + filter + "_";
    }
    if (!note.isEmpty()) {
      return note;
    }
    if (!trouble.isEmpty()) {
      return trouble;
    }
    return "sorted by "
        + ORDERS.get(order)
        + (customer.isEmpty() ? "" : ", of " + customer)
        + (filter.isEmpty() ? "" : ", with '" + filter + "'")
        + ": "
        + devices.getInteger("total")
        + " LUNs; keys s c / p q, ? for help";
  }

  private void add(List<String> lines, String form, Object... figures) {
    lines.add(FittedText.clip(String.format(Locale.ROOT, form, figures), screen.columns()));
  }

  private String reversed(String heading) {
    String clipped = FittedText.fit(heading, screen.columns());
    return coloured ? "\033[7m" + clipped + "\033[0m" : clipped;
  }
}
