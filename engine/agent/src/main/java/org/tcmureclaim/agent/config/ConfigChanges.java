package org.tcmureclaim.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.Readings;

/**
 * What differs between two configurations, in words.
 *
 * @param atOnce what counts from the next tick on
 * @param afterRestart what does not count before the agent is started anew
 */
public record ConfigChanges(List<String> atOnce, List<String> afterRestart) {
  private static final List<String> FIXED =
      List.of(
          "mode",
          "truncator",
          "pressure.triggers",
          "ledger.",
          "recording.",
          "api.",
          "metrics.",
          "stock.",
          "linux.",
          "simulated.");

  public ConfigChanges {
    atOnce = List.copyOf(atOnce);
    afterRestart = List.copyOf(afterRestart);
  }

  /** The differences, in the order of reading. */
  public static ConfigChanges between(Readings before, Readings after) {
    Map<String, Reading> old = byPath(before);
    Map<String, Reading> now = byPath(after);
    List<String> atOnce = new ArrayList<>();
    List<String> afterRestart = new ArrayList<>();
    Stream.concat(now.keySet().stream(), old.keySet().stream())
        .distinct()
        .filter(path -> !value(old, path).equals(value(now, path)))
        .forEach(
            path ->
                (isFixed(path) ? afterRestart : atOnce)
                    .add(path + " " + value(old, path) + " -> " + value(now, path)));
    return new ConfigChanges(atOnce, afterRestart);
  }

  private static Map<String, Reading> byPath(Readings readings) {
    Map<String, Reading> byPath = new LinkedHashMap<>();
    readings.inOrder().forEach(reading -> byPath.put(reading.path(), reading));
    return byPath;
  }

  private static String value(Map<String, Reading> readings, String path) {
    Reading reading = readings.get(path);
    return reading == null || reading.value().isEmpty() ? "(none)" : reading.value();
  }

  private static boolean isFixed(String path) {
    return FIXED.stream().anyMatch(path::startsWith);
  }
}
