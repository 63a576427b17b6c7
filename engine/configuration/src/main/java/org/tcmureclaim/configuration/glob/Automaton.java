package org.tcmureclaim.configuration.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The texts of a pattern as states and moves between them. There is a state for each item of the
 * pattern, and every move leads to a later state or to the same one.
 */
final class Automaton {
  static final int START = 0;

  /** A move that one of these symbols makes. */
  record Move(SymbolSet symbols, int to) {}

  private final List<List<Move>> moves;
  private final BitSet ends;

  private Automaton(List<List<Move>> moves, BitSet ends) {
    this.moves = moves;
    this.ends = ends;
  }

  static Automaton of(PatternItem pattern) {
    List<List<Move>> moves = new ArrayList<>();
    moves.add(new ArrayList<>());
    BitSet start = new BitSet();
    start.set(START);
    return new Automaton(moves, append(pattern, start, moves));
  }

  /** Adds the moves of an item that begins in {@code from}; where it ends. */
  private static BitSet append(PatternItem item, BitSet from, List<List<Move>> moves) {
    if (item instanceof PatternItem.Sequence sequence) {
      BitSet at = from;
      for (PatternItem part : sequence.parts()) {
        at = append(part, at, moves);
      }
      return at;
    }
    BitSet ends = new BitSet();
    if (item instanceof PatternItem.Choice choice) {
      choice.parts().forEach(part -> ends.or(append(part, from, moves)));
    } else if (item instanceof PatternItem.One one) {
      ends.set(state(one.symbols(), from, moves));
    } else if (item instanceof PatternItem.Many many) {
      int state = state(many.symbols(), from, moves);
      moves.get(state).add(new Move(many.symbols(), state));
      ends.or(from);
      ends.set(state);
    }
    return ends;
  }

  private static int state(SymbolSet symbols, BitSet from, List<List<Move>> moves) {
    int state = moves.size();
    moves.add(new ArrayList<>());
    from.stream().forEach(before -> moves.get(before).add(new Move(symbols, state)));
    return state;
  }

  /** What all texts begin with, as far as each symbol follows from those before it. */
  int[] literalBeginning() {
    IntStream.Builder symbols = IntStream.builder();
    int state = START;
    while (!ends.get(state) && moves.get(state).size() == 1) {
      Move only = moves.get(state).get(0);
      int symbol = only.symbols().onlyOne();
      if (symbol < 0) {
        break;
      }
      symbols.add(symbol);
      state = only.to();
    }
    return symbols.build().toArray();
  }

  /** Whether the text of these symbols is one of the texts, and no other begins with it. */
  boolean isOnly(int[] literalBeginning) {
    int state = stateAfter(literalBeginning);
    return ends.get(state) && moves.get(state).isEmpty();
  }

  /** Whether the texts are those that begin with these symbols. */
  boolean isAnythingAfter(int[] literalBeginning) {
    int state = stateAfter(literalBeginning);
    return ends.get(state) && leadsToAnything(state, moves.get(state));
  }

  private boolean leadsToAnything(int state, List<Move> leaving) {
    if (leaving.size() != 1 || leaving.get(0).symbols() != SymbolSet.ANY) {
      return false;
    }
    int to = leaving.get(0).to();
    return ends.get(to) && (to == state || leadsToAnything(to, moves.get(to)));
  }

  private int stateAfter(int[] literalBeginning) {
    int state = START;
    for (int unused : literalBeginning) {
      state = moves.get(state).get(0).to();
    }
    return state;
  }

  int size() {
    return moves.size();
  }

  List<Move> moves(int state) {
    return moves.get(state);
  }

  boolean endsIn(int state) {
    return ends.get(state);
  }

  /** Whether this is one of the texts. Takes time for each symbol and state, memory for states. */
  boolean accepts(int[] symbols) {
    BitSet now = new BitSet(size());
    now.set(START);
    for (int symbol : symbols) {
      BitSet next = new BitSet(size());
      now.stream().forEach(state -> step(state, symbol, next));
      now = next;
    }
    return now.intersects(ends);
  }

  private void step(int state, int symbol, BitSet next) {
    for (Move move : moves.get(state)) {
      if (move.symbols().contains(symbol)) {
        next.set(move.to());
      }
    }
  }
}
