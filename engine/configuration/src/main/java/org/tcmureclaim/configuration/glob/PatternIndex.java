package org.tcmureclaim.configuration.glob;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.DeviceIdentity;

/**
 * Finds patterns by what they begin with, so that a device, or another pattern, is not held against
 * all of thousands. Each pattern is filed under the longest beginning that it gives of one text.
 */
public final class PatternIndex {
  private final Map<DeviceText, Shelf> shelves = new EnumMap<>(DeviceText.class);

  /** Those of one text, by its beginning. */
  private static final class Shelf {
    private final NavigableMap<IntBuffer, int[]> numbers = new TreeMap<>();
    private final TreeSet<Integer> lengths = new TreeSet<>();
  }

  /** An empty index. */
  public PatternIndex() {
    for (DeviceText text : DeviceText.values()) {
      shelves.put(text, new Shelf());
    }
  }

  /** Files a pattern under a number; several may have one number. */
  public void add(DevicePattern pattern, int number) {
    DeviceText longest = DeviceText.PATH;
    for (DeviceText text : DeviceText.values()) {
      if (pattern.beginning(text).length > pattern.beginning(longest).length) {
        longest = text;
      }
    }
    int[] beginning = pattern.beginning(longest);
    Shelf shelf = shelf(longest);
    shelf.lengths.add(beginning.length);
    shelf.numbers.merge(IntBuffer.wrap(beginning), new int[] {number}, PatternIndex::join);
  }

  /** The numbers of patterns, in rising order, none of the others of which matches a device. */
  public int[] near(DeviceIdentity device) {
    TreeSet<Integer> found = new TreeSet<>();
    shelves.forEach((text, shelf) -> addBeginningsOf(Symbols.of(text.of(device)), shelf, found));
    return ascending(found);
  }

  /** The numbers of patterns, in rising order, none of the others of which meets this one. */
  public int[] near(DevicePattern pattern) {
    TreeSet<Integer> found = new TreeSet<>();
    shelves.forEach(
        (text, shelf) -> {
          int[] beginning = pattern.beginning(text);
          addBeginningsOf(beginning, shelf, found);
          addLongerThan(beginning, shelf, found);
        });
    return ascending(found);
  }

  private static void addBeginningsOf(int[] symbols, Shelf shelf, SortedSet<Integer> found) {
    for (int length : shelf.lengths.headSet(symbols.length, true)) {
      add(shelf.numbers.get(IntBuffer.wrap(symbols, 0, length)), found);
    }
  }

  private static void addLongerThan(int[] beginning, Shelf shelf, SortedSet<Integer> found) {
    IntBuffer from = IntBuffer.wrap(beginning);
    for (Map.Entry<IntBuffer, int[]> entry : shelf.numbers.tailMap(from, false).entrySet()) {
      int[] longer = entry.getKey().array();
      int common = Math.min(longer.length, beginning.length);
      if (common < beginning.length
          || Arrays.mismatch(longer, 0, common, beginning, 0, common) >= 0) {
        return;
      }
      add(entry.getValue(), found);
    }
  }

  private static void add(int @Nullable [] numbers, SortedSet<Integer> found) {
    if (numbers != null) {
      for (int number : numbers) {
        found.add(number);
      }
    }
  }

  private Shelf shelf(DeviceText text) {
    return shelves.computeIfAbsent(text, unused -> new Shelf());
  }

  private static int[] join(int[] first, int[] second) {
    int[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static int[] ascending(SortedSet<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
