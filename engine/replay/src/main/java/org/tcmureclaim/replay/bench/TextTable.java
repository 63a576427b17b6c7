package org.tcmureclaim.replay.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table with a title, for a terminal or as Markdown. */
public final class TextTable {
  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these column heads. */
  public TextTable(String title, List<String> head) {
    this.title = title;
    rows.add(List.copyOf(head));
  }

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Columns lined up, the first to the left and the others to the right. */
  public String plain() {
    int[] width = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < width.length; i++) {
        String space = " ".repeat(width[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + space : "  " + space + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** As GitHub understands it. */
  public String markdown() {
    StringBuilder text = new StringBuilder("**" + title + "**\n\n");
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        int others = rows.get(0).size() - 1;
        text.append("| --- |")
            .append(String.join("", Collections.nCopies(others, " ---: |")))
            .append('\n');
      }
    }
    return text.toString();
  }
}
