package org.tcmureclaim.replay.trace;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The devices of a trace that are wanted.
 *
 * @param names their names, in which {@code *} stands for anything; empty for all devices
 */
public record ChosenDevices(List<String> names) {
  /** All of them. */
  public static final ChosenDevices ALL = new ChosenDevices(List.of());

  public ChosenDevices {
    names = List.copyOf(names);
  }

  /** Whether none is left out. */
  boolean isAll() {
    return names.isEmpty();
  }

  /** Whether a device of this name is wanted. */
  public boolean has(String name) {
    return names.isEmpty() || names.stream().anyMatch(wanted -> matches(wanted, name));
  }

  private static boolean matches(String wanted, String name) {
    if (wanted.indexOf('*') < 0) {
      return wanted.equals(name);
    }
    String pattern = Pattern.quote(wanted).replace("*", "\\E.*\\Q");
    return Pattern.matches(pattern, name);
  }
}
