package org.tcmureclaim.configuration.glob;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares the texts of patterns. The work is bounded: what would take more is answered by "not
 * known", which accuses no pattern of anything.
 */
final class Comparison {
  /** The most combinations of states of one question; each takes some hundred bytes. */
  private static final int MOST_COMBINATIONS = 20_000;

  /** The same where each has sets of states besides, some thousand bytes. */
  private static final int MOST_SITUATIONS = 2_000;

  /** Moves that may still be looked at, for all questions together. */
  private long movesLeft;

  Comparison(long mostMoves) {
    this.movesLeft = mostMoves;
  }

  /** An answer that may not be known. */
  enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /** Whether some text is one of every automaton. */
  Answer meet(List<Automaton> all) {
    Set<List<Integer>> seen = new HashSet<>();
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[all.size()]);
    while (!open.isEmpty()) {
      int[] states = open.pop();
      if (isEnd(all, states)) {
        return Answer.YES;
      }
      if (seen.size() > MOST_COMBINATIONS || movesLeft < 0) {
        return Answer.UNKNOWN;
      }
      for (int[] next : successors(all, states, SymbolSet.ANY)) {
        if (seen.add(Arrays.stream(next).boxed().toList())) {
          open.push(next);
        }
      }
    }
    return Answer.NO;
  }

  /** Whether every text that is one of all {@code inner} is one of some {@code outer}. */
  Answer isWithin(List<Automaton> inner, List<Automaton> outer) {
    int[] representatives = representatives(inner, outer);
    Set<List<Object>> seen = new HashSet<>();
    Deque<Situation> open = new ArrayDeque<>();
    open.push(new Situation(new int[inner.size()], starts(outer)));
    while (!open.isEmpty()) {
      Situation now = open.pop();
      if (isEnd(inner, now.inner) && !isEnd(outer, now.outer)) {
        return Answer.NO;
      }
      if (seen.size() > MOST_SITUATIONS || movesLeft < 0) {
        return Answer.UNKNOWN;
      }
      for (int symbol : representatives) {
        List<int[]> nexts = successors(inner, now.inner, SymbolSet.of(symbol));
        if (!nexts.isEmpty()) {
          List<BitSet> outerNext = step(outer, now.outer, symbol);
          for (int[] next : nexts) {
            if (seen.add(List.of(Arrays.stream(next).boxed().toList(), outerNext))) {
              open.push(new Situation(next, outerNext));
            }
          }
        }
      }
    }
    return Answer.YES;
  }

  /** One state of each inner automaton, and all that the outer ones may be in. */
  private static final class Situation {
    private final int[] inner;
    private final List<BitSet> outer;

    private Situation(int[] inner, List<BitSet> outer) {
      this.inner = inner;
      this.outer = outer;
    }
  }

  private List<int[]> successors(List<Automaton> all, int[] states, SymbolSet symbols) {
    List<int[]> found = new ArrayList<>();
    addSuccessors(all, states, 0, symbols, new int[states.length], found);
    return found;
  }

  private void addSuccessors(
      List<Automaton> all,
      int[] states,
      int from,
      SymbolSet common,
      int[] next,
      List<int[]> found) {
    if (from == states.length) {
      found.add(next.clone());
      return;
    }
    for (Automaton.Move move : all.get(from).moves(states[from])) {
      movesLeft--;
      SymbolSet symbols = common.intersection(move.symbols());
      if (!symbols.isEmpty()) {
        next[from] = move.to();
        addSuccessors(all, states, from + 1, symbols, next, found);
      }
    }
  }

  private List<BitSet> step(List<Automaton> all, List<BitSet> states, int symbol) {
    List<BitSet> next = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      BitSet reached = new BitSet();
      Automaton automaton = all.get(i);
      states.get(i).stream()
          .forEach(
              state -> {
                for (Automaton.Move move : automaton.moves(state)) {
                  movesLeft--;
                  if (move.symbols().contains(symbol)) {
                    reached.set(move.to());
                  }
                }
              });
      next.add(reached);
    }
    return next;
  }

  private static List<BitSet> starts(List<Automaton> all) {
    List<BitSet> starts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      BitSet start = new BitSet();
      start.set(Automaton.START);
      starts.add(start);
    }
    return starts;
  }

  private static boolean isEnd(List<Automaton> all, int[] states) {
    for (int i = 0; i < states.length; i++) {
      if (!all.get(i).endsIn(states[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEnd(List<Automaton> all, List<BitSet> states) {
    for (int i = 0; i < all.size(); i++) {
      if (states.get(i).stream().anyMatch(all.get(i)::endsIn)) {
        return true;
      }
    }
    return false;
  }

  /** One symbol of each kind that some move tells from others. */
  private static int[] representatives(List<Automaton> inner, List<Automaton> outer) {
    List<Integer> edges = new ArrayList<>();
    edges.add(0);
    for (List<Automaton> all : List.of(inner, outer)) {
      for (Automaton automaton : all) {
        for (int state = 0; state < automaton.size(); state++) {
          automaton.moves(state).forEach(move -> move.symbols().addEdges(edges));
        }
      }
    }
    return edges.stream()
        .mapToInt(Integer::intValue)
        .filter(edge -> edge <= Symbols.LAST)
        .distinct()
        .toArray();
  }
}
