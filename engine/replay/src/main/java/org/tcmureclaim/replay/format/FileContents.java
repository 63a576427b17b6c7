package org.tcmureclaim.replay.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a file was made of: its events by kind, what was passed over by what it is, and what else a
 * reader of the results has to know.
 */
public final class FileContents {
  private final Map<String, Long> events = new LinkedHashMap<>();
  private final Map<String, Long> passedOver = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> cautions = new LinkedHashSet<>();
  private String whyNone = "";

  /** Counts so many more events of a kind; none is not shown. */
  void events(String kind, long count) {
    add(events, kind, count);
  }

  /** Counts so many more lines or events that are something else than a command. */
  public void passedOver(String what, long count) {
    add(passedOver, what, count);
  }

  /** Adds a sentence about the file, once. */
  public void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /** Adds a few words that every result of this file has to bear. */
  void caution(String words) {
    cautions.add(words);
  }

  /** What every result has to bear, separated by commas; empty where there is nothing. */
  public String cautions() {
    return String.join(", ", cautions);
  }

  /** Says why there may be no command in it. */
  void whyNone(String reason) {
    whyNone = reason;
  }

  /** Takes over what another file was made of. */
  public void addAll(FileContents other) {
    other.events.forEach(this::events);
    other.passedOver.forEach(this::passedOver);
    other.notes.forEach(this::note);
    cautions.addAll(other.cautions);
    whyNone = whyNone.isEmpty() ? other.whyNone : whyNone;
  }

  /** Sentences for people; none where all of it was commands. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (!events.isEmpty()) {
      sentences.add("events: " + listed(events));
    }
    if (!passedOver.isEmpty()) {
      sentences.add("passed over: " + listed(passedOver));
    }
    sentences.addAll(notes);
    return sentences;
  }

  /** What there is in place of a command, for the message of a file that has none. */
  public String insteadOfCommands() {
    List<String> parts = new ArrayList<>();
    parts.add(events.isEmpty() ? "" : "it has " + listed(events));
    parts.add(passedOver.isEmpty() ? "" : "passed over: " + listed(passedOver));
    parts.add(whyNone);
    parts.addAll(notes);
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
  }

  private static void add(Map<String, Long> counts, String kind, long count) {
    if (count > 0) {
      counts.merge(kind, count, Long::sum);
    }
  }

  private static String listed(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
