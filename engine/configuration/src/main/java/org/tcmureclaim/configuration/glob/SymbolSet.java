package org.tcmureclaim.configuration.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of symbols, as ranges in order that do not touch. */
final class SymbolSet {
  static final SymbolSet ANY = new SymbolSet(new int[] {0, Symbols.LAST});
  static final SymbolSet DIGITS = range('0', '9');
  static final SymbolSet NO_SLASH = of('/').complement();

  /** First and last of each range. */
  private final int[] bounds;

  private SymbolSet(int[] bounds) {
    this.bounds = bounds;
  }

  static SymbolSet of(int symbol) {
    return range(symbol, symbol);
  }

  static SymbolSet range(int first, int last) {
    return new SymbolSet(new int[] {first, last});
  }

  /**
   * The union of ranges.
   *
   * @param ranges first and last of each
   */
  static SymbolSet ofAll(List<int[]> ranges) {
    List<int[]> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
    int[] bounds = new int[2 * sorted.size()];
    int length = 0;
    for (int[] range : sorted) {
      if (length > 0 && range[0] <= bounds[length - 1] + 1) {
        bounds[length - 1] = Math.max(bounds[length - 1], range[1]);
      } else {
        bounds[length++] = range[0];
        bounds[length++] = range[1];
      }
    }
    return new SymbolSet(Arrays.copyOf(bounds, length));
  }

  SymbolSet complement() {
    List<int[]> ranges = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] > next) {
        ranges.add(new int[] {next, bounds[i] - 1});
      }
      next = bounds[i + 1] + 1;
    }
    if (next <= Symbols.LAST) {
      ranges.add(new int[] {next, Symbols.LAST});
    }
    return ofAll(ranges);
  }

  SymbolSet intersection(SymbolSet other) {
    if (this == ANY) {
      return other;
    }
    if (other == ANY) {
      return this;
    }
    List<int[]> ranges = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      for (int j = 0; j < other.bounds.length; j += 2) {
        int first = Math.max(bounds[i], other.bounds[j]);
        int last = Math.min(bounds[i + 1], other.bounds[j + 1]);
        if (first <= last) {
          ranges.add(new int[] {first, last});
        }
      }
    }
    return ofAll(ranges);
  }

  /** The symbol that it consists of; -1 where it is more or less than one. */
  int onlyOne() {
    return bounds.length == 2 && bounds[0] == bounds[1] ? bounds[0] : -1;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean contains(int symbol) {
    for (int i = 0; i < bounds.length && bounds[i] <= symbol; i += 2) {
      if (symbol <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** Adds where membership begins and where it ends, to a list of such. */
  void addEdges(List<Integer> edges) {
    for (int i = 0; i < bounds.length; i += 2) {
      edges.add(bounds[i]);
      edges.add(bounds[i + 1] + 1);
    }
  }
}
