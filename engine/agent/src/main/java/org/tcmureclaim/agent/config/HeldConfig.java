package org.tcmureclaim.agent.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds back a configuration that takes promises away, for a minute in which it can still be
 * mended. Not safe for use by several threads. Time is a parameter.
 */
public final class HeldConfig {
  /** How long it is held back. */
  public static final long HELD_NANOS = 60_000_000_000L;

  private @Nullable LoadedConfig held;
  private long sinceNanos;

  /** Holds this one back from now on, in place of another. */
  public void hold(LoadedConfig next, long nowNanos) {
    if (held == null || !held.stampAsRead().equals(next.stampAsRead())) {
      sinceNanos = nowNanos;
    }
    held = next;
  }

  /** Holds back none: another one is taken. */
  public void release() {
    held = null;
  }

  /** Whether none is held back. */
  public boolean isEmpty() {
    return held == null;
  }

  /** The one that has been held back for long enough. */
  public Optional<LoadedConfig> due(long nowNanos) {
    return held != null && nowNanos - sinceNanos >= HELD_NANOS
        ? Optional.of(held)
        : Optional.empty();
  }

  /** Until the one that is held back is due; none is due before it is held. */
  public long secondsLeft(long nowNanos) {
    return Math.max(0, (HELD_NANOS - (nowNanos - sinceNanos) + 999_999_999) / 1_000_000_000);
  }
}
