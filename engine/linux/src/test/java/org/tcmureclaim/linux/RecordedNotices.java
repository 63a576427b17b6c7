package org.tcmureclaim.linux;

import java.util.ArrayList;
import java.util.List;
import org.tcmureclaim.host.Notices;

/** Keeps what an operator was told. */
public final class RecordedNotices implements Notices {
  private final List<String> messages = new ArrayList<>();

  @Override
  public synchronized void info(String message) {
    messages.add("info: " + message);
  }

  @Override
  public synchronized void warn(String message) {
    messages.add("warn: " + message);
  }

  public synchronized List<String> messages() {
    return List.copyOf(messages);
  }
}
