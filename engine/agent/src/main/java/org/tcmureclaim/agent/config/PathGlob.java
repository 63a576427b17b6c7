package org.tcmureclaim.agent.config;

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
}
