package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
 * a key that nobody asked for is refused too ({@link #rejectUnread}). What was asked for, and what
 * it was, is kept in {@link Readings}.
 *
 * <p>Every method throws {@link ConfigurationException} where the value is not of its form; those
 * without a fallback also where the key is absent. With {@linkplain Readings#patient patient}
 * readings those with a fallback note the problem and return the fallback.
 */
public final class Section {
  private final Place place;
  private final String path;
  private final Map<String, Entry> entries;
  private final Readings readings;
  private final boolean blueprint;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Section> children = new ArrayList<>();

  /** Whether its reader gave up on it before it had asked for every key. */
  private boolean abandoned;

  /** The top section of a file. */
  public static Section load(Path file) {
    return load(file, Readings.strict());
  }

  /** The top section of a file, read into these readings. */
  public static Section load(Path file, Readings readings) {
    return of(file.toString(), ConfigurationText.read(file), readings);
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
    return new Section(place, "", Entry.allOf(source, "", root), readings, false);
  }

  /**
   * A section that has every key there could be, each with a value that is of its form: binding it
   * leaves in {@code readings} a description of all that a configuration may hold.
   */
  public static Section blueprint(Readings readings) {
    return new Section(new Place("blueprint", 0), "", Map.of(), readings, true);
  }

  private Section(
      Place place, String path, Map<String, Entry> entries, Readings readings, boolean blueprint) {
    this.place = place;
    this.path = path;
    this.entries = entries;
    this.readings = readings;
    this.blueprint = blueprint;
  }

  /** File and line where it begins. */
  public String origin() {
    return place.toString();
  }

  public boolean isBlueprint() {
    return blueprint;
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
    known.addAll(entries.keySet());
    later.ifPresent(section -> section.known.addAll(section.entries.keySet()));
    Section result = new Section(place, newPath, merged, readings, blueprint);
    children.add(result);
    return result;
  }

  /** A text that is not blank. */
  public String text(String key) {
    return read(key, ValueForm.text());
  }

  public String text(String key, String fallback) {
    return read(key, ValueForm.text(), fallback);
  }

  /** A whole number from {@code min} to {@code max}. */
  public long wholeNumber(String key, long min, long max) {
    return read(key, ValueForm.wholeNumber(min, max));
  }

  public long wholeNumber(String key, long min, long max, long fallback) {
    return read(key, ValueForm.wholeNumber(min, max), fallback);
  }

  /** A whole number from {@code min} to {@code max}, or {@code word}, which is empty. */
  public OptionalLong wholeNumberOr(String key, String word, long min, long max, long fallback) {
    return read(key, ValueForm.wholeNumberOr(word, min, max), OptionalLong.of(fallback));
  }

  /** A number without a unit, such as {@code 0.5}, from {@code min} to {@code max}. */
  public double number(String key, double min, double max, double fallback) {
    return read(key, ValueForm.number(min, max), fallback);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key, boolean fallback) {
    return read(key, ValueForm.flag(), fallback);
  }

  /** A size such as {@code 16MiB}, in bytes. */
  public long sizeBytes(String key, long minBytes, long maxBytes) {
    return read(key, ValueForm.size(minBytes, maxBytes));
  }

  public long sizeBytes(String key, long minBytes, long maxBytes, long fallbackBytes) {
    return read(key, ValueForm.size(minBytes, maxBytes), fallbackBytes);
  }

  /** A size such as {@code 16MiB}, in pages of 4 KiB, rounded up. */
  public long pages(String key, long fallbackPages) {
    return read(key, ValueForm.pages(), fallbackPages);
  }

  /** A duration such as {@code 30s}, in nanoseconds. */
  public long durationNanos(String key, long minNanos, long maxNanos) {
    return read(key, ValueForm.duration(minNanos, maxNanos));
  }

  public long durationNanos(String key, long minNanos, long maxNanos, long fallbackNanos) {
    return read(key, ValueForm.duration(minNanos, maxNanos), fallbackNanos);
  }

  /** A size such as {@code 64MiB/s}, at least one page, in bytes each second. */
  public long bytesPerSecond(String key, long fallback) {
    return read(key, ValueForm.sizePerSecond(), fallback);
  }

  /** A duration such as {@code 5ms/s}, at most a whole second, in nanoseconds each second. */
  public long nanosPerSecond(String key, long fallback) {
    return read(key, ValueForm.durationPerSecond(), fallback);
  }

  /** A part of every day such as {@code 22:00-02:00}. */
  public DaySpan daySpan(String key) {
    return read(key, ValueForm.daySpan());
  }

  /** A share such as {@code 35%}, as 0.35. */
  public double share(String key, double fallback) {
    return read(key, ValueForm.share(), fallback);
  }

  /** A size such as {@code 512MiB} or a share such as {@code 2%}. */
  public Amount amount(String key, Amount fallback) {
    return read(key, ValueForm.amount(), fallback);
  }

  /** An absolute path. */
  public Path path(String key, Path fallback) {
    return read(key, ValueForm.absolutePath(), fallback);
  }

  /** One of the constants of an enumeration, written in lower case with {@code -} for {@code _}. */
  public <E extends Enum<E>> E oneOf(String key, Class<E> values) {
    return read(key, ValueForm.oneOf(values));
  }

  public <E extends Enum<E>> E oneOf(String key, Class<E> values, E fallback) {
    return read(key, ValueForm.oneOf(values), fallback);
  }

  /** The mapping below the key; an empty one where the key is absent. */
  public Section section(String key) {
    Entry entry = asked(key, Shape.SECTION);
    if (entry == null) {
      return child(place, key, null);
    }
    if (entry.value() instanceof MappingNode mapping) {
      return child(entry.place(), key, mapping);
    }
    throw reject(key, "expected 'key: value' lines, got " + Scalar.describe(entry.value()));
  }

  /** What a binder makes of the section below the key, with {@link #attempt}. */
  public <T> T bound(String key, Function<Section, T> binder) {
    return attempt(
        () -> binder.apply(section(key)),
        () -> binder.apply(new Section(place, path + key + ".", Map.of(), readings, blueprint)));
  }

  /**
   * What a reading gives. With patient readings one that is refused is noted, and something else
   * taken instead; what is said after a key that it read was refused is not noted, as it may only
   * follow from that.
   */
  public <T> T attempt(Supplier<T> reading, Supplier<T> instead) {
    int before = readings.problemCount();
    try {
      return reading.get();
    } catch (ConfigurationException e) {
      if (readings.problemCount() == before) {
        readings.refuse(e);
      }
      return instead.get();
    }
  }

  /** The list of mappings below the key; an empty one where the key is absent. */
  public List<Section> sections(String key) {
    Entry entry = asked(key, Shape.LIST);
    if (entry != null && !(entry.value() instanceof SequenceNode)) {
      throw reject(key, "expected a list ('- …' lines), got " + Scalar.describe(entry.value()));
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
      throw reject(
          key,
          "expected 'key: value' lines or a list of such, got " + Scalar.describe(entry.value()));
    }
    return items(key, entry);
  }

  private List<Section> items(String key, @Nullable Entry entry) {
    if (entry == null) {
      return blueprint ? List.of(child(place, key + "[]", null)) : List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (Node item : ((SequenceNode) entry.value()).getValue()) {
      String name = key + "[" + (sections.size() + 1) + "]";
      Place itemPlace = new Place(entry.place().source(), YamlText.line(item.getStartMark()));
      if (!(item instanceof MappingNode mapping)) {
        throw itemPlace.problem(
            path + name, "expected 'key: value' lines, got " + Scalar.describe(item));
      }
      sections.add(child(itemPlace, name, mapping));
    }
    return List.copyOf(sections);
  }

  /** A blueprint's section below the key for one of several forms that it may have. */
  public Section variant(String key, String name) {
    known.add(key);
    return child(place, key + "<" + name + ">", null);
  }

  /** What to throw for a key whose value cannot be used, or that is missing. */
  public ConfigurationException reject(String key, String problem) {
    abandoned = true;
    return refusal(key, problem);
  }

  private ConfigurationException refusal(String key, String problem) {
    Entry entry = entries.get(key);
    return (entry == null ? place : entry.place()).problem(path + key, problem);
  }

  /** Refuses a key that was never asked for, here and in every section below. */
  public void rejectUnread() {
    for (String key : entries.keySet()) {
      if (!abandoned && !known.contains(key)) {
        String guess = NearMiss.hint(key, known);
        String here = known.isEmpty() ? "none" : String.join(", ", known);
        readings.refuse(refusal(key, "unknown key; known here: " + here + guess));
      }
    }
    rejectUnreadBelow();
  }

  /** The same in every section below, but not here: for who reads a part of a file. */
  public void rejectUnreadBelow() {
    children.forEach(Section::rejectUnread);
  }

  private <T> T read(String key, ValueForm<T> form, T fallback) {
    known.add(key);
    String text = form.format().apply(fallback);
    if (!has(key)) {
      readings.note(new Reading(path + key, form.description(), text, text, Reading.DEFAULT));
      return fallback;
    }
    try {
      return given(key, form, text);
    } catch (ConfigurationException e) {
      readings.refuse(e);
      return fallback;
    }
  }

  private <T> T read(String key, ValueForm<T> form) {
    known.add(key);
    if (blueprint) {
      readings.note(new Reading(path + key, form.description(), null, "", Reading.DEFAULT));
      return form.sample();
    }
    if (!has(key)) {
      throw reject(key, "is missing");
    }
    try {
      return given(key, form, null);
    } catch (ConfigurationException e) {
      abandoned = true;
      throw e;
    }
  }

  private <T> T given(String key, ValueForm<T> form, @Nullable String fallback) {
    Entry entry = Objects.requireNonNull(entries.get(key));
    Scalar scalar = Scalar.of(entry.value(), problem -> refusal(key, problem));
    T value = form.parse().apply(scalar);
    String origin = entry.place().toString();
    readings.note(new Reading(path + key, form.description(), fallback, scalar.text(), origin));
    return value;
  }

  private @Nullable Entry asked(String key, Shape shape) {
    known.add(key);
    readings.note(path + key, shape);
    return entries.get(key);
  }

  private Section child(Place childPlace, String name, @Nullable MappingNode mapping) {
    String childPath = path + name;
    Map<String, Entry> below =
        mapping == null ? Map.of() : Entry.allOf(childPlace.source(), childPath + ".", mapping);
    Section child = new Section(childPlace, childPath + ".", below, readings, blueprint);
    children.add(child);
    return child;
  }
}
