package org.tcmureclaim.agent.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tcmureclaim.configuration.Reading;
import org.tcmureclaim.configuration.Readings;

/**
 * What a reload changes, in words.
 *
 * @param atOnce what counts from the next tick on
 * @param afterRestart what does not count before a process is started again, with the unit whose
 *     process that is
 */
public record ConfigChanges(List<String> atOnce, List<String> afterRestart) {
  private static final String ORDERS = "api.orders";

  /** What only the server reads, another process. */
  private static final List<String> OF_SERVER = List.of("api.", "metrics.");

  private static final List<String> FIXED =
      List.of(
          "mode",
          "truncator",
          "pressure.triggers",
          "ledger.",
          "recording.",
          ORDERS,
          "stock.",
          "linux.",
          "simulated.");

  public ConfigChanges {
    atOnce = List.copyOf(atOnce);
    afterRestart = List.copyOf(afterRestart);
  }

  /**
   * The differences, in the order of reading.
   *
   * @param started what only a restart of the agent changes is still as this says
   * @param current what all else is as; the server may have been restarted since
   */
  public static ConfigChanges of(Readings started, Readings current, Readings next) {
    Map<String, Reading> before = byPath(current);
    Map<String, Reading> now = byPath(next);
    Stream<String> ofAgent =
        differences(byPath(started), now, ConfigChanges::isFixed)
            .map(change -> change + " (restart tcmu-reclaim)");
    Stream<String> ofServer =
        differences(before, now, ConfigChanges::isOfServer)
            .map(change -> change + " (restart tcmu-reclaim-serve)");
    return new ConfigChanges(
        differences(before, now, path -> !isFixed(path) && !isOfServer(path)).toList(),
        Stream.concat(ofAgent, ofServer).toList());
  }

  private static Stream<String> differences(
      Map<String, Reading> old, Map<String, Reading> now, Predicate<String> wanted) {
    return Stream.concat(now.keySet().stream(), old.keySet().stream())
        .distinct()
        .filter(wanted)
        .filter(path -> !value(old, path).equals(value(now, path)))
        .map(path -> path + " " + value(old, path) + " -> " + value(now, path));
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

  private static boolean isOfServer(String path) {
    return !path.equals(ORDERS) && OF_SERVER.stream().anyMatch(path::startsWith);
  }

  private static boolean isFixed(String path) {
    return FIXED.stream().anyMatch(path::startsWith);
  }
}
