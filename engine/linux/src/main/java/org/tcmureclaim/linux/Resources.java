package org.tcmureclaim.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tcmureclaim.host.HostException;

/** What has been opened so far, to be closed in reverse order. */
final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Closes all of them, also where one of them fails. */
  @Override
  public void close() {
    HostException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        HostException failure = new HostException("closing failed: " + e, e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
