package org.tcmureclaim.configuration;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which keys the reader of a {@link Section} asked for, and which of them can be used. It tells an
 * unknown key from one that the reader did not reach.
 */
final class AskedKeys {
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> unusable = new HashSet<>();
  private final Set<String> declared = new LinkedHashSet<>();

  /** Whether its reader gave up on it before it had asked for every key. */
  private boolean abandoned;

  void ask(String key) {
    known.add(key);
  }

  void askAll(Collection<String> keys) {
    known.addAll(keys);
  }

  boolean isUsable(String key) {
    return !unusable.contains(key);
  }

  /** Something was said against it or its value. */
  void refuse(String key) {
    unusable.add(key);
  }

  /** The same keys cannot be used here. */
  void refuseAsIn(AskedKeys other) {
    unusable.addAll(other.unusable);
  }

  /** Keys that its reader knows besides those asked for so far; none where that is not known. */
  void declare(Collection<String> keys) {
    if (!keys.isEmpty()) {
      declared.addAll(known);
      declared.addAll(keys);
    }
  }

  void abandon() {
    abandoned = true;
  }

  /** The reader that gave up on the section around this one may not have come to it. */
  void abandonWith(AskedKeys around) {
    abandoned |= around.abandoned && known.isEmpty();
  }

  /**
   * The unknown keys of a file, and what to say of each; none where the reader gave up on the file
   * and never said which keys there are.
   */
  Map<String, String> unknownOf(Collection<String> keys) {
    Map<String, String> unknown = new LinkedHashMap<>();
    Set<String> here = abandoned ? declared : known;
    if (abandoned && here.isEmpty()) {
      return unknown;
    }
    String names = here.isEmpty() ? "none" : String.join(", ", here);
    for (String key : keys) {
      if (!here.contains(key)) {
        unknown.put(key, "unknown key; known here: " + names + NearMiss.hint(key, here));
      }
    }
    return unknown;
  }
}
