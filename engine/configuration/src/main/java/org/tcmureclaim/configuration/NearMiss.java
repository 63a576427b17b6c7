package org.tcmureclaim.configuration;

import java.util.Collection;
import java.util.Optional;

/** Guesses which known word a mistyped one was meant to be. */
public final class NearMiss {
  private static final int MOST_EDITS = 2;

  /** No word that a person knows is longer, and comparing takes the square of this. */
  private static final int LONGEST = 200;

  private NearMiss() {}

  /**
   * The known word that is nearest to {@code typed}, if it is at most two edits away and fewer
   * edits than half of what was typed. The first of equals wins.
   */
  public static Optional<String> of(String typed, Collection<String> known) {
    String best = null;
    int fewest = Math.min(MOST_EDITS, (typed.length() - 1) / 2) + 1;
    for (String word : known) {
      if (Math.abs(typed.length() - word.length()) >= fewest || typed.length() > LONGEST) {
        continue;
      }
      int edits = edits(typed, word);
      if (edits < fewest) {
        fewest = edits;
        best = word;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The same as what follows "unknown name" in a message: nothing where no word is near. */
  public static String hint(String typed, Collection<String> known) {
    return of(typed, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** Optimal string alignment: insert, delete, replace or swap neighbours. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
