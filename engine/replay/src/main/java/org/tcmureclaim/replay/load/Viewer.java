package org.tcmureclaim.replay.load;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the event stream as the live page does. */
final class Viewer implements Runnable, AutoCloseable {
  private static final Pattern TIME = Pattern.compile("\"epoch_millis\":([0-9]+)");

  private final HttpWire wire;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong decisions = new AtomicLong();
  private final AtomicLong oldestDecisionMillis = new AtomicLong();
  private volatile boolean closing;
  private volatile String problem = "";

  Viewer(int port) throws IOException {
    wire = new HttpWire(port);
  }

  @Override
  public void run() {
    try {
      wire.ask("/api/v1/events");
      int status = wire.status();
      if (status != 200) {
        problem = "status " + status;
        return;
      }
      String type = "";
      while (!closing) {
        String line = wire.line();
        if (line.startsWith("event: ")) {
          type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          hear(type, line);
        }
      }
    } catch (IOException e) {
      problem = closing ? "" : String.valueOf(e.getMessage());
    }
  }

  private void hear(String type, String data) {
    events.incrementAndGet();
    Matcher time = TIME.matcher(data);
    if (type.equals("decision") && time.find()) {
      decisions.incrementAndGet();
      long age = LoadClock.epochMillis() - Long.parseLong(time.group(1));
      oldestDecisionMillis.accumulateAndGet(age, Math::max);
    }
  }

  long events() {
    return events.get();
  }

  long decisions() {
    return decisions.get();
  }

  /** How old a decision was at most when it came, since the agent's API had heard of it. */
  long oldestDecisionMillis() {
    return oldestDecisionMillis.get();
  }

  /** Why the stream ended; empty while it goes on. */
  String problem() {
    return problem;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    wire.close();
  }
}
