package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.tcmureclaim.configuration.Readings.Shape;

/**
 * One mapping of a configuration, read key by key. It remembers where each key stands and which
 * keys were asked for, so that every refusal has the form {@code file:line: path.key: problem} and
 * a key that its reader does not know is refused too ({@link #rejectUnread}). What was asked for,
 * and what it was, is kept in {@link Readings}.
 *
 * <p>With {@linkplain Readings#patient patient} readings a value that is not of its form, or that
 * is missing, is noted, and reading goes on with the fallback or with some value of the form. So a
 * reader asks for every key first and compares values then, with {@link #refuse}, which says
 * nothing of values that were refused before. Other readings throw the first problem as a {@link
 * ConfigurationException}.
 */
public final class Section extends SectionValues {
  private final Place place;
  private final String path;
  private final Map<String, Entry> entries;
  private final Readings readings;
  private final Origin origin;
  private final AskedKeys keys = new AskedKeys();
  private final List<Section> children = new ArrayList<>();

  /** Where a section comes from. */
  private enum Origin {
    FILE,
    /** Stands for everything that a configuration may hold. */
    BLUEPRINT,
    /** Stands for what was refused: it is empty, and nothing is said to be missing in it. */
    REFUSED
  }

  /** The top section of a file. */
  public static Section load(Path file) {
    return load(file, Readings.strict());
  }

  /** The top section of a file, read into these readings. */
  public static Section load(Path file, Readings readings) {
    String text = ConfigurationText.read(file);
    readings.note(file, text);
    return of(file.toString(), text, readings);
  }

  /** The top section of a text; {@code source} stands for the file in messages. */
  public static Section of(String source, String text) {
    return of(source, text, Readings.strict());
  }

  private static Section of(String source, String text, Readings readings) {
    return of(source, YamlText.compose(source, text), readings);
  }

  /** The top section of a file that another reader than that of YAML has made this of. */
  public static Section of(String source, MappingNode root) {
    return of(source, root, Readings.strict());
  }

  private static Section of(String source, MappingNode root, Readings readings) {
    Place place = new Place(source, YamlText.line(root.getStartMark()));
    Map<String, Entry> entries = Entry.allOf(source, "", root, readings::refuse);
    return new Section(place, "", entries, readings, Origin.FILE);
  }

  /**
   * A section that has every key there could be, each with a value that is of its form: binding it
   * leaves in {@code readings} a description of all that a configuration may hold.
   */
  public static Section blueprint(Readings readings) {
    return new Section(new Place("blueprint", 0), "", Map.of(), readings, Origin.BLUEPRINT);
  }

  private Section(
      Place place, String path, Map<String, Entry> entries, Readings readings, Origin origin) {
    this.place = place;
    this.path = path;
    this.entries = entries;
    this.readings = readings;
    this.origin = origin;
  }

  /** File and line where it begins. */
  public String origin() {
    return place.toString();
  }

  public boolean isBlueprint() {
    return origin == Origin.BLUEPRINT;
  }

  /** The readings that it is read into. */
  public Readings readings() {
    return readings;
  }

  /** Whether the key is there. Does not count as having asked for it. */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether the key holds a single value. Does not count as having asked for it. */
  public boolean hasText(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof ScalarNode;
  }

  /** Its keys that hold a single value, in their order, and that value as the file has it. */
  public Map<String, String> scalars() {
    return Entry.scalars(entries);
  }

  /** Its keys and values as text, the same for sections that mean the same. */
  public String fingerprint() {
    return Entry.fingerprint(entries);
  }

  /**
   * The same section under another path, with the keys of {@code later} in place of its own where
   * both have them.
   */
  public Section overlaidBy(Optional<Section> later, String newPath) {
    Map<String, Entry> merged = new LinkedHashMap<>(entries);
    later.ifPresent(section -> merged.putAll(section.entries));
    keys.askAll(entries.keySet());
    later.ifPresent(section -> section.keys.askAll(section.entries.keySet()));
    Section result = new Section(place, newPath, merged, readings, origin);
    result.keys.refuseAsIn(keys);
    children.add(result);
    return result;
  }

  /** Whether nothing was said against the key or its value so far. */
  public boolean usable(String key) {
    return origin != Origin.REFUSED && keys.isUsable(key);
  }

  /** The mapping below the key; an empty one where the key is absent or no mapping. */
  public Section section(String key) {
    Entry entry = asked(key, Shape.SECTION);
    if (entry == null) {
      return child(place, key, null);
    }
    if (entry.value() instanceof MappingNode mapping) {
      return child(entry.place(), key, mapping);
    }
    refuse(key, "expected 'key: value' lines, got " + Scalar.describe(entry.value()));
    return refused(key);
  }

  /** What a binder makes of the section below the key, with {@link #attempt}. */
  public <T> T bound(String key, Function<Section, T> binder) {
    Section section = section(key);
    return section.attempt(() -> binder.apply(section), () -> binder.apply(refused(key)));
  }

  /** What a binder makes of each of these sections, without those that it refuses. */
  public static <T> List<T> boundEach(List<Section> sections, Function<Section, T> binder) {
    List<T> bound = new ArrayList<>();
    for (Section section : sections) {
      section
          .attempt(() -> Optional.of(binder.apply(section)), Optional::<T>empty)
          .ifPresent(bound::add);
    }
    return List.copyOf(bound);
  }

  /**
   * What a reading gives. With patient readings one that is refused is noted, and something else
   * taken instead; what is said after a key that it read was refused is not noted, as it may only
   * follow from that. Nothing is said of unknown keys where the reading was broken off.
   */
  public <T> T attempt(Supplier<T> reading, Supplier<T> instead) {
    int before = readings.problemCount();
    Set<Section> asked = readings.begin();
    try {
      return reading.get();
    } catch (ConfigurationException e) {
      asked.forEach(section -> section.keys.abandon());
      if (readings.problemCount() == before) {
        readings.refuse(e);
      }
      return instead.get();
    } finally {
      readings.end(this);
    }
  }

  /** The list of mappings below the key; an empty one where the key is absent or no list. */
  public List<Section> sections(String key) {
    Entry entry = asked(key, Shape.LIST);
    if (entry != null && !(entry.value() instanceof SequenceNode)) {
      refuse(key, "expected a list ('- …' lines), got " + Scalar.describe(entry.value()));
      return List.of();
    }
    return items(key, entry);
  }

  /** The same, where a single mapping stands for a list of one. */
  public List<Section> oneOrMore(String key, Shape shape) {
    Entry entry = asked(key, shape);
    if (entry != null && entry.value() instanceof MappingNode mapping) {
      return List.of(child(entry.place(), key, mapping));
    }
    if (entry != null && !(entry.value() instanceof SequenceNode)) {
      refuse(
          key,
          "expected 'key: value' lines or a list of such, got " + Scalar.describe(entry.value()));
      return List.of();
    }
    return items(key, entry);
  }

  private List<Section> items(String key, @Nullable Entry entry) {
    if (entry == null) {
      return isBlueprint() ? List.of(child(place, key + "[]", null)) : List.of();
    }
    List<Section> sections = new ArrayList<>();
    int number = 0;
    for (Node item : ((SequenceNode) entry.value()).getValue()) {
      String name = key + "[" + ++number + "]";
      Place itemPlace = new Place(entry.place().source(), YamlText.line(item.getStartMark()));
      if (item instanceof MappingNode mapping) {
        sections.add(child(itemPlace, name, mapping));
      } else {
        keys.refuse(key);
        readings.refuse(
            itemPlace.problem(
                path + name, "expected 'key: value' lines, got " + Scalar.describe(item)));
      }
    }
    return List.copyOf(sections);
  }

  /** A blueprint's section below the key for one of several forms that it may have. */
  public Section variant(String key, String name) {
    ask(key);
    return child(place, key + "<" + name + ">", null);
  }

  /**
   * What to throw for a key that cannot be used, where reading cannot go on. Where it can, {@link
   * #refuse} says more of the file at once.
   */
  public ConfigurationException reject(String key, String problem) {
    keys.abandon();
    keys.refuse(key);
    return refusal(key, problem);
  }

  /**
   * Notes that a value cannot be used, and lets reading go on; throws it where the first problem
   * ends the reading.
   *
   * @param others keys that it contradicts. Nothing is noted where one of all these keys was
   *     refused before: the contradiction may only follow from that
   */
  public void refuse(String key, String problem, String... others) {
    keys.ask(key);
    if (usable(key) && Arrays.stream(others).allMatch(this::usable)) {
      keys.refuse(key);
      readings.refuse(refusal(key, problem));
    }
  }

  private ConfigurationException refusal(String key, String problem) {
    return new ConfigurationException(whereabouts(key) + ": " + problem);
  }

  /**
   * Says which keys its reader knows besides those asked for so far, so that unknown ones can be
   * told even where the reader gives up on it.
   *
   * @param known none where that is not known
   */
  public void declare(Collection<String> known) {
    keys.declare(known);
  }

  /** File, line and path of the key. */
  public String whereabouts(String key) {
    @Nullable Entry entry = entries.get(key);
    return (entry == null ? place : entry.place()) + ": " + path + key;
  }

  /** File, line and path of the section. */
  public String whereabouts() {
    return place + ": " + (path.isEmpty() ? path : path.substring(0, path.length() - 1));
  }

  /** Notes what is worth saying of a value that can be used. */
  public void note(String key, String note) {
    readings.note(whereabouts(key) + ": " + note);
  }

  /** Notes a value that can be used, but never has any effect. */
  public void noteWithoutEffect(String key, String reason) {
    readings.noteWithoutEffect(whereabouts(key) + ": " + reason);
  }

  /** Refuses a key that was never asked for, here and in every section below. */
  public void rejectUnread() {
    keys.unknownOf(entries.keySet()).forEach((key, why) -> readings.refuse(refusal(key, why)));
    rejectUnreadBelow();
  }

  /** The same in every section below, but not here: for who reads a part of a file. */
  public void rejectUnreadBelow() {
    for (Section child : children) {
      child.keys.abandonWith(keys);
      child.rejectUnread();
    }
  }

  @Override
  <T> T read(String key, ValueForm<T> form, T fallback) {
    ask(key);
    String text = form.format().apply(fallback);
    if (!has(key)) {
      readings.note(new Reading(path + key, form.description(), text, text, Reading.DEFAULT));
      return fallback;
    }
    return given(key, form, text, fallback);
  }

  @Override
  <T> T read(String key, ValueForm<T> form) {
    ask(key);
    if (isBlueprint()) {
      readings.note(new Reading(path + key, form.description(), null, "", Reading.DEFAULT));
    } else if (has(key)) {
      return given(key, form, null, form.sample());
    } else {
      refuse(key, "is missing");
    }
    return form.sample();
  }

  private <T> T given(String key, ValueForm<T> form, @Nullable String fallback, T instead) {
    Entry entry = Objects.requireNonNull(entries.get(key));
    try {
      boolean several = form.description().kind() == FormDescription.Kind.CHOICES;
      Function<String, ConfigurationException> refusal = problem -> refusal(key, problem);
      Scalar scalar =
          several ? Scalar.ofList(entry.value(), refusal) : Scalar.of(entry.value(), refusal);
      T value = form.parse().apply(scalar);
      String from = entry.place().toString();
      readings.note(new Reading(path + key, form.description(), fallback, scalar.text(), from));
      return value;
    } catch (ConfigurationException e) {
      keys.refuse(key);
      readings.refuse(e);
      return instead;
    }
  }

  private @Nullable Entry asked(String key, Shape shape) {
    ask(key);
    readings.note(path + key, shape);
    return entries.get(key);
  }

  private void ask(String key) {
    keys.ask(key);
    readings.asked(this);
  }

  private Section child(Place childPlace, String name, @Nullable MappingNode mapping) {
    String childPath = path + name + ".";
    Map<String, Entry> below =
        mapping == null
            ? Map.of()
            : Entry.allOf(childPlace.source(), childPath, mapping, readings::refuse);
    Section child = new Section(childPlace, childPath, below, readings, origin);
    children.add(child);
    return child;
  }

  private Section refused(String key) {
    return new Section(place, path + key + ".", Map.of(), readings, Origin.REFUSED);
  }
}
