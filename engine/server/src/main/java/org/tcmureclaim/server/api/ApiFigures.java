package org.tcmureclaim.server.api;

import java.util.function.DoubleSupplier;
import org.tcmureclaim.server.api.connection.AllClients;
import org.tcmureclaim.server.api.connection.Handshakes;
import org.tcmureclaim.server.metrics.AgentMetrics;

/** What the metrics say of the API itself. */
final class ApiFigures {
  private ApiFigures() {}

  /**
   * Adds them.
   *
   * @param missedNotices of the agent, that came too fast for the API
   */
  static void add(
      AgentMetrics metrics, AllClients clients, EventStream events, DoubleSupplier missedNotices) {
    metrics.gauge("api.connections", "", "Open now", clients::connections);
    metrics.counter("api.connections.cut.off", "", "Ended because of a limit", clients::cutOff);
    Handshakes handshakes = clients.handshakes();
    metrics.gauge("api.handshakes.under.way", "", "Of TLS, now", handshakes::underWay);
    metrics.counter("api.handshakes", "", "Of TLS that have begun", handshakes::begun);
    metrics.counter("api.handshakes.done", "", "That ended well", handshakes::done);
    metrics.counter("api.handshakes.late", "", "That took too long", handshakes::late);
    metrics.counter(
        "api.handshakes.took",
        "seconds",
        "Those that ended well, together",
        handshakes::doneSeconds);
    metrics.gauge("api.viewers", "", "Viewers of the event stream", events::viewers);
    metrics.counter("api.events.missed", "", "Too fast for a viewer", events::missed);
    metrics.counter("api.reports.dropped", "", "Too fast for the API", missedNotices);
  }
}
