package org.tcmureclaim.configuration.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tcmureclaim.configuration.glob.Glob;

/** What is worth saying of a pattern that can be used. */
final class GlobNotes {
  /** No name of a device is likely to hold these, and regular expressions do. */
  private static final Pattern EXPRESSION = Pattern.compile("\\.[*+]|^\\^|\\$$|\\(.*\\|.*\\)|]\\+");

  private GlobNotes() {}

  static List<String> of(String text, boolean devConfig) {
    List<String> notes = new ArrayList<>();
    if (EXPRESSION.matcher(text).find()) {
      notes.add(
          "'%s' looks like a regular expression; it is a glob, in which * is any characters and . ^ $ ( ) | + are themselves"
              .formatted(text));
    }
    if (devConfig && Glob.hasWildcard(text)) {
      notes.add(
          "'%s' holds one of * ? [ {, so it is a glob for the whole dev_config; earlier versions took it for the beginning of one. Write [*], [?], [[] or [{] for the character itself"
              .formatted(text));
    } else if (text.contains("[") || text.contains("{") || text.contains("\\x")) {
      notes.add(
          "'%s' holds one of [ { \\x, which earlier versions took for themselves; write [[], [{] or \\x5C for the character itself"
              .formatted(text));
    }
    return notes;
  }
}
