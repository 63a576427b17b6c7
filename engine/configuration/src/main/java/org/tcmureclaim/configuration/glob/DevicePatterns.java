package org.tcmureclaim.configuration.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.glob.Comparison.Answer;

/**
 * What can be told of patterns of devices. Every {@code true} is certain; where finding out would
 * take too much work, the answer is {@code false}.
 */
public final class DevicePatterns {
  /** Takes about a second. */
  private static final long MOST_MOVES = 50_000_000;

  /** More than so many patterns together are not looked at for covering another. */
  private static final int MOST_TOGETHER = 16;

  private final Comparison comparison = new Comparison(MOST_MOVES);

  /** Whether the path that is wanted is one that no device has. */
  public boolean surelyNoPath(DevicePattern pattern) {
    return comparison.meet(withAllPaths(pattern)) == Answer.NO;
  }

  /** Whether the dev_config or the serial number that is wanted is one that no text can be. */
  public boolean surelyNoText(DevicePattern pattern) {
    return isNothing(pattern.devConfig()) || isNothing(pattern.wwn());
  }

  private boolean isNothing(@Nullable Automaton automaton) {
    return automaton != null && comparison.meet(List.of(automaton)) == Answer.NO;
  }

  /** Whether some device could match both. */
  public boolean surelyMeet(DevicePattern a, DevicePattern b) {
    if (a.beginsOtherwiseThan(b)) {
      return false;
    }
    List<Automaton> paths = withAllPaths(a);
    paths.addAll(b.paths());
    return comparison.meet(paths) == Answer.YES
        && meet(a.devConfig(), b.devConfig())
        && meet(a.wwn(), b.wwn());
  }

  private boolean meet(@Nullable Automaton a, @Nullable Automaton b) {
    List<Automaton> both = new ArrayList<>();
    for (@Nullable Automaton one : Arrays.asList(a, b)) {
      if (one != null) {
        both.add(one);
      }
    }
    return comparison.meet(both) == Answer.YES;
  }

  /** Whether each device that the pattern matches is matched by one of the others. */
  public boolean surelyCovered(DevicePattern pattern, List<DevicePattern> others) {
    List<Automaton> together = new ArrayList<>();
    for (DevicePattern other : others) {
      if (pattern.beginsOtherwiseThan(other)
          || !isWithin(pattern.devConfig(), other.devConfig())
          || !isWithin(pattern.wwn(), other.wwn())) {
        continue;
      }
      if (other.paths().isEmpty() || coversAlone(pattern, other)) {
        return true;
      }
      if (other.paths().size() == 1 && together.size() < MOST_TOGETHER) {
        together.addAll(other.paths());
      }
    }
    return together.size() > 1
        && comparison.isWithin(withAllPaths(pattern), together) == Answer.YES;
  }

  private boolean coversAlone(DevicePattern pattern, DevicePattern other) {
    for (Automaton path : other.paths()) {
      if (comparison.isWithin(withAllPaths(pattern), List.of(path)) != Answer.YES) {
        return false;
      }
    }
    return true;
  }

  private boolean isWithin(@Nullable Automaton inner, @Nullable Automaton outer) {
    return outer == null
        || (inner != null && comparison.isWithin(List.of(inner), List.of(outer)) == Answer.YES);
  }

  private static List<Automaton> withAllPaths(DevicePattern pattern) {
    List<Automaton> paths = new ArrayList<>();
    paths.add(DevicePaths.ALL);
    paths.addAll(pattern.paths());
    return paths;
  }
}
