package org.tcmureclaim.configuration.glob;

import java.util.List;

/** A part of a pattern. */
sealed interface PatternItem {
  PatternItem STAR = new Many(SymbolSet.ANY);

  /** Exactly one of these symbols. */
  record One(SymbolSet symbols) implements PatternItem {}

  /** Any number of these symbols, none among them. */
  record Many(SymbolSet symbols) implements PatternItem {}

  /** One after the other. */
  record Sequence(List<PatternItem> parts) implements PatternItem {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Any one of these. */
  record Choice(List<PatternItem> parts) implements PatternItem {
    public Choice {
      parts = List.copyOf(parts);
    }
  }
}
