package org.tcmureclaim.configuration;

import org.jspecify.annotations.Nullable;

/**
 * One key that was asked for, and what came of it.
 *
 * @param path such as {@code guard.cooldown}
 * @param fallback its default as it would be written; null where it must be given
 * @param value what counts, as it would be written
 * @param origin file and line where it stands, or {@link #DEFAULT}
 */
public record Reading(
    String path, FormDescription form, @Nullable String fallback, String value, String origin) {
  /** The origin of what nobody gave. */
  public static final String DEFAULT = "default";
}
