package org.tcmureclaim.recording.settings;

import java.util.List;
import java.util.Map;

/**
 * A policy as a configuration has it: the keys of each link of the chain, its {@code name} among
 * them, and their values as they were written.
 *
 * @param fingerprint the same for two that are the same object after a reload
 */
public record PolicyText(List<Map<String, String>> links, String fingerprint) {

  public PolicyText {
    links = links.stream().map(Map::copyOf).toList();
  }
}
