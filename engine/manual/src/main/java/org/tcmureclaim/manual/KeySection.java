package org.tcmureclaim.manual;

import java.util.List;

/**
 * Some keys of a configuration, under a heading.
 *
 * @param heading such as "The host"
 * @param summary a sentence, or empty
 */
public record KeySection(String heading, String summary, List<Key> keys) {

  /**
   * A key.
   *
   * @param form what its value looks like
   * @param fallback what counts without it, or "required"
   */
  public record Key(String name, String form, String fallback, String meaning) {}

  public KeySection {
    keys = List.copyOf(keys);
  }
}
