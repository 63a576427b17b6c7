package org.tcmureclaim.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its links, and what others may link to. */
final class MarkdownPage {
  private static final Pattern LINK = Pattern.compile("]\\(([^) ]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");

  private final Path file;

  /** Empty where code is. */
  private final List<String> lines;

  private MarkdownPage(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** All pages, but for what was built or is not ours. */
  static List<Path> below(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !top.relativize(file).toString().matches("(.*/)?(target|\\.[^/]+)/.*"))
          .sorted()
          .toList();
    }
  }

  static MarkdownPage read(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(file)) {
      boolean fence = line.strip().startsWith("```");
      lines.add(fence || code ? "" : line);
      code ^= fence;
    }
    return new MarkdownPage(file, lines);
  }

  /** What is wrong, with its line. */
  List<String> deadLinks() throws IOException {
    List<String> dead = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher link = LINK.matcher(CODE.matcher(lines.get(i)).replaceAll(""));
      while (link.find()) {
        String problem = problem(link.group(1));
        if (!problem.isEmpty()) {
          dead.add("line " + (i + 1) + ": " + link.group(1) + ": " + problem);
        }
      }
    }
    return dead;
  }

  private String problem(String link) throws IOException {
    if (ELSEWHERE.matcher(link).matches()) {
      return "";
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path);
    if (!Files.exists(target)) {
      return "no such file";
    }
    return hash < 0 || read(target).anchors().contains(link.substring(hash + 1))
        ? ""
        : "no such heading";
  }

  /** As GitHub makes them from headings. */
  private Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : lines) {
      if (line.matches("#{1,6} .*")) {
        String anchor =
            line.replaceFirst("#+ ", "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }
}
