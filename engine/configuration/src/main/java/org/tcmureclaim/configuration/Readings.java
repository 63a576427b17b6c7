package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read from a configuration: every key that was asked for, in the order of asking, and
 * everything that cannot be used. One is shared by all sections of a configuration.
 */
public final class Readings {
  /** More says no more, and would take memory without bound. */
  private static final int MOST_KEPT = 200;

  private final boolean patient;
  private final Map<String, Reading> byPath = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final List<ConfigurationException> problems = new ArrayList<>();
  private final Map<FormDescription, FormDescription> forms = new HashMap<>();
  private int problemCount;
  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> withoutEffect = new ArrayList<>();

  /** For each attempt that goes on, innermost first: the sections that it asked for keys. */
  private final Deque<Set<Section>> attempts = new ArrayDeque<>();

  /** What may stand below a key that is no single value. */
  public enum Shape {
    SECTION,
    LIST,
    SECTION_OR_LIST,
    TEXT_SECTION_OR_LIST
  }

  private Readings(boolean patient) {
    this.patient = patient;
  }

  /** Throws the first problem at once. */
  static Readings strict() {
    return new Readings(false);
  }

  /** Goes on after a problem, with the default in its place, and keeps the problem. */
  public static Readings patient() {
    return new Readings(true);
  }

  /** Every key that was asked for. */
  public List<Reading> inOrder() {
    return List.copyOf(byPath.values());
  }

  /** Everything below which other keys stand, by path. */
  public Map<String, Shape> shapes() {
    return Map.copyOf(shapes);
  }

  /** Whether anything cannot be used. */
  public boolean hasProblems() {
    return !problems.isEmpty();
  }

  /**
   * Throws if anything cannot be used.
   *
   * @throws ConfigurationException with all that was found
   */
  public void throwProblems() {
    if (!problems.isEmpty()) {
      throw ConfigurationException.ofAll(problems, problemCount - problems.size());
    }
  }

  /** Notes a problem, or throws it where the first one ends the reading. */
  public void refuse(ConfigurationException problem) {
    if (!patient) {
      throw problem;
    }
    problemCount++;
    if (problems.size() < MOST_KEPT) {
      problems.add(problem);
    }
  }

  /** The texts of the files, in the order in which they were read. */
  public Map<Path, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  void note(Path file, String text) {
    texts.put(file, text);
  }

  /** What is worth saying of values that can be used, with file, line and key. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Values that can be used, but never have any effect, with file, line and key. */
  public List<String> withoutEffect() {
    return List.copyOf(withoutEffect);
  }

  /** Notes something that has no effect. */
  public void noteWithoutEffect(String what) {
    if (withoutEffect.size() < MOST_KEPT) {
      withoutEffect.add(what);
    }
  }

  void note(String note) {
    if (notes.size() < MOST_KEPT) {
      notes.add(note);
    }
  }

  int problemCount() {
    return problemCount;
  }

  /** Begins an attempt; gives the sections that it will have asked for keys. */
  Set<Section> begin() {
    Set<Section> asked = new HashSet<>();
    attempts.push(asked);
    return asked;
  }

  /** Ends the innermost attempt, which was one at a part of this section. */
  void end(Section section) {
    attempts.pop();
    asked(section);
  }

  void asked(Section section) {
    if (!attempts.isEmpty()) {
      attempts.element().add(section);
    }
  }

  /** Keeps a reading, whose form is one object for all that have the same. */
  void note(Reading reading) {
    FormDescription form = forms.computeIfAbsent(reading.form(), same -> same);
    byPath.put(
        reading.path(),
        new Reading(reading.path(), form, reading.fallback(), reading.value(), reading.origin()));
  }

  void note(String path, Shape shape) {
    shapes.put(path, shape);
  }
}
