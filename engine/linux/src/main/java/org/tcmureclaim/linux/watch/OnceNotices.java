package org.tcmureclaim.linux.watch;

import java.util.HashSet;
import java.util.Set;
import org.tcmureclaim.host.Notices;

/**
 * Says each thing once: a sensor that fails every second is no news. Remembers a bounded number.
 */
public final class OnceNotices implements Notices {
  private static final int REMEMBERED = 256;

  private final Notices notices;
  private final Set<String> said = new HashSet<>();

  public OnceNotices(Notices notices) {
    this.notices = notices;
  }

  @Override
  public void info(String message) {
    if (isNews(message)) {
      notices.info(message);
    }
  }

  @Override
  public void warn(String message) {
    if (isNews(message)) {
      notices.warn(message);
    }
  }

  private synchronized boolean isNews(String message) {
    if (said.size() == REMEMBERED) {
      said.clear();
    }
    return said.add(message);
  }
}
