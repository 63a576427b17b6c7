package org.tcmureclaim.configuration.rules;

/**
 * A pattern for device paths: {@code *} stands for any characters (a slash too), {@code ?} for
 * exactly one, everything else for itself.
 */
public record PathGlob(String pattern) {

  /** Whether the whole path is of this form. Linear in practice, and never recursive. */
  public boolean matches(String path) {
    int p = 0;
    int star = -1;
    int resumeAt = 0;
    int i = 0;
    while (i < path.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resumeAt = i;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == path.charAt(i))) {
        p++;
        i++;
      } else if (star >= 0) {
        p = star + 1;
        i = ++resumeAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether some text is of this form and of the other. */
  public boolean meets(PathGlob other) {
    String a = pattern;
    String b = other.pattern;
    boolean[][] rest = new boolean[a.length() + 1][b.length() + 1];
    for (int i = a.length(); i >= 0; i--) {
      for (int j = b.length(); j >= 0; j--) {
        rest[i][j] = (i == a.length() && j == b.length()) || restsMeet(b, rest, i, j);
      }
    }
    return rest[0][0];
  }

  /** Whether what is left from {@code i} here and from {@code j} of {@code b} can be one text. */
  private boolean restsMeet(String b, boolean[][] rest, int i, int j) {
    boolean mine = i < pattern.length();
    boolean theirs = j < b.length();
    if (mine && pattern.charAt(i) == '*' && (rest[i + 1][j] || (theirs && rest[i][j + 1]))) {
      return true;
    }
    if (theirs && b.charAt(j) == '*' && (rest[i][j + 1] || (mine && rest[i + 1][j]))) {
      return true;
    }
    return mine && theirs && sameCharacter(pattern.charAt(i), b.charAt(j)) && rest[i + 1][j + 1];
  }

  private static boolean sameCharacter(char a, char b) {
    return a != '*' && b != '*' && (a == b || a == '?' || b == '?');
  }
}
