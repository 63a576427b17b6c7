package org.tcmureclaim.agent.config;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;

/**
 * Reads a configuration once its files stand still, so that half of a file that is being written is
 * never taken for the whole.
 */
public final class SettledFiles {
  private static final long STILL_MILLIS = 500;
  private static final int MOST_LOOKS = 20;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Wait {
    Wait OF_MACHINE = TimeUnit.MILLISECONDS::sleep;

    void millis(long millis) throws InterruptedException;
  }

  private final Wait wait;

  public SettledFiles(Wait wait) {
    this.wait = wait;
  }

  /**
   * The same files as they are now, read when they had not changed for half a second.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used, or
   *     where the files have not stood still for ten seconds
   */
  public LoadedConfig again(LoadedConfig before) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      String seen = before.stamp();
      @Nullable LoadedConfig next = null;
      @Nullable ConfigurationException refusal = null;
      try {
        next = before.again();
      } catch (ConfigurationException e) {
        refusal = e;
      }
      pause();
      if (!before.stamp().equals(seen)) {
        continue;
      }
      if (refusal != null) {
        throw refusal;
      }
      if (next != null && next.stamp().equals(next.stampAsRead())) {
        return next;
      }
    }
    throw new ConfigurationException(
        before.file()
            + ": it or a file of its customers_dir has changed again and again for "
            + MOST_LOOKS * STILL_MILLIS / 1000
            + " s and was not read; reload when they are written");
  }

  private void pause() {
    try {
      wait.millis(STILL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException("not read: the agent is ending", e);
    }
  }
}
