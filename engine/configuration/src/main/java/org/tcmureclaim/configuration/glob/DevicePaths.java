package org.tcmureclaim.configuration.glob;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of devices, as patterns that can be compared. */
final class DevicePaths {
  private static final String HBA = "user_";

  /** Every path that a TCMU device can have: the HBA {@code user_N}, a slash, and a name. */
  static final Automaton ALL =
      Automaton.of(
          sequence(
              literal(HBA),
              new PatternItem.One(SymbolSet.DIGITS),
              new PatternItem.Many(SymbolSet.DIGITS),
              new PatternItem.One(SymbolSet.of('/')),
              new PatternItem.One(SymbolSet.NO_SLASH),
              new PatternItem.Many(SymbolSet.NO_SLASH)));

  private DevicePaths() {}

  /** The pattern of whole paths for one of the HBA and one of the name; null matches anything. */
  static Automaton of(@Nullable Glob hba, @Nullable Glob name) {
    return Automaton.of(
        sequence(
            hba == null ? PatternItem.STAR : hba.item(),
            new PatternItem.One(SymbolSet.of('/')),
            name == null ? PatternItem.STAR : name.item()));
  }

  private static PatternItem literal(String text) {
    return new PatternItem.Sequence(
        text.chars().mapToObj(c -> (PatternItem) new PatternItem.One(SymbolSet.of(c))).toList());
  }

  private static PatternItem sequence(PatternItem... items) {
    return new PatternItem.Sequence(List.of(items));
  }
}
