package org.tcmureclaim.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of a configuration file, read key by key. It remembers where each key stands and
 * which keys were asked for, so that every refusal has the form {@code file:line: path.key:
 * problem} and a key that nobody asked for is refused too ({@link #rejectUnread}).
 *
 * <p>Every method throws {@link ConfigurationException} where the value is not of its form; those
 * without a fallback also where the key is absent.
 */
public final class Section {
  private record Entry(int line, Node value) {}

  private final String source;
  private final int line;
  private final String path;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Section> children = new ArrayList<>();

  /** The top section of a file. */
  public static Section load(Path file) {
    return of(file.toString(), ConfigurationText.read(file));
  }

  /** The top section of a text; {@code source} stands for the file in messages. */
  public static Section of(String source, String text) {
    MappingNode root = YamlText.compose(source, text);
    return new Section(source, YamlText.line(root.getStartMark()), "", root);
  }

  private Section(String source, int line, String path, @Nullable MappingNode mapping) {
    this.source = source;
    this.line = line;
    this.path = path;
    if (mapping != null) {
      mapping.getValue().forEach(this::take);
    }
  }

  private void take(NodeTuple tuple) {
    int keyLine = YamlText.line(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw new ConfigurationException(source + ":" + keyLine + ": a key must be a plain word");
    }
    Entry before = entries.putIfAbsent(key.getValue(), new Entry(keyLine, tuple.getValueNode()));
    if (before != null) {
      throw at(keyLine, path + key.getValue(), "given twice; first in line " + before.line);
    }
  }

  /** Whether the key is there. Does not count as having asked for it. */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** A text that is not blank. */
  public String text(String key) {
    return scalar(key).text();
  }

  public String text(String key, String fallback) {
    return absent(key) ? fallback : text(key);
  }

  /** A whole number from {@code min} to {@code max}. */
  public long wholeNumber(String key, long min, long max) {
    return scalar(key).wholeNumber(min, max);
  }

  public long wholeNumber(String key, long min, long max, long fallback) {
    return absent(key) ? fallback : wholeNumber(key, min, max);
  }

  /** A number without a unit, such as {@code 0.5}, from {@code min} to {@code max}. */
  public double number(String key, double min, double max, double fallback) {
    return absent(key) ? fallback : scalar(key).number(min, max);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key, boolean fallback) {
    return absent(key) ? fallback : scalar(key).flag();
  }

  /** A size such as {@code 16MiB}, in bytes. */
  public long sizeBytes(String key, long minBytes, long maxBytes) {
    return scalar(key).quantity(Quantity.SIZE, minBytes, maxBytes);
  }

  public long sizeBytes(String key, long minBytes, long maxBytes, long fallbackBytes) {
    return absent(key) ? fallbackBytes : sizeBytes(key, minBytes, maxBytes);
  }

  /** A size such as {@code 16MiB}, in pages of 4 KiB, rounded up. */
  public long pages(String key, long fallbackPages) {
    return absent(key) ? fallbackPages : Pages.ofBytes(sizeBytes(key, 0, Long.MAX_VALUE));
  }

  /** A duration such as {@code 30s}, in nanoseconds. */
  public long durationNanos(String key, long minNanos, long maxNanos) {
    return scalar(key).quantity(Quantity.DURATION, minNanos, maxNanos);
  }

  public long durationNanos(String key, long minNanos, long maxNanos, long fallbackNanos) {
    return absent(key) ? fallbackNanos : durationNanos(key, minNanos, maxNanos);
  }

  /** A share such as {@code 35%}, as 0.35. */
  public double share(String key, double fallback) {
    return absent(key) ? fallback : scalar(key).share();
  }

  /** A size such as {@code 512MiB} or a share such as {@code 2%}. */
  public Amount amount(String key, Amount fallback) {
    return absent(key) ? fallback : scalar(key).amount();
  }

  /** An absolute path. */
  public Path path(String key, Path fallback) {
    return absent(key) ? fallback : scalar(key).absolutePath();
  }

  /** One of the constants of an enumeration, written in lower case with {@code -} for {@code _}. */
  public <E extends Enum<E>> E oneOf(String key, Class<E> values) {
    return scalar(key).oneOf(values);
  }

  public <E extends Enum<E>> E oneOf(String key, Class<E> values, E fallback) {
    return absent(key) ? fallback : oneOf(key, values);
  }

  /** The mapping below the key; an empty one where the key is absent. */
  public Section section(String key) {
    known.add(key);
    Entry entry = entries.get(key);
    if (entry == null) {
      return child(line, key, null);
    }
    if (entry.value instanceof MappingNode mapping) {
      return child(entry.line, key, mapping);
    }
    throw reject(key, "expected 'key: value' lines, got " + Scalar.describe(entry.value));
  }

  /** The list of mappings below the key; an empty one where the key is absent. */
  public List<Section> sections(String key) {
    known.add(key);
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value instanceof SequenceNode list)) {
      throw reject(key, "expected a list ('- …' lines), got " + Scalar.describe(entry.value));
    }
    List<Section> sections = new ArrayList<>();
    for (Node item : list.getValue()) {
      String name = key + "[" + (sections.size() + 1) + "]";
      int itemLine = YamlText.line(item.getStartMark());
      if (!(item instanceof MappingNode mapping)) {
        throw at(
            itemLine, path + name, "expected 'key: value' lines, got " + Scalar.describe(item));
      }
      sections.add(child(itemLine, name, mapping));
    }
    return List.copyOf(sections);
  }

  /** What to throw for a key whose value cannot be used, or that is missing. */
  public ConfigurationException reject(String key, String problem) {
    Entry entry = entries.get(key);
    return at(entry == null ? line : entry.line, path + key, problem);
  }

  /** Refuses a key that was never asked for, here and in every section below. */
  public void rejectUnread() {
    for (String key : entries.keySet()) {
      if (!known.contains(key)) {
        String guess = NearMiss.of(key, known).map(k -> "; did you mean '" + k + "'?").orElse("");
        String here = known.isEmpty() ? "none" : String.join(", ", known);
        throw reject(key, "unknown key; known here: " + here + guess);
      }
    }
    children.forEach(Section::rejectUnread);
  }

  private boolean absent(String key) {
    known.add(key);
    return !has(key);
  }

  private Scalar scalar(String key) {
    if (absent(key)) {
      throw reject(key, "is missing");
    }
    Node value = Optional.ofNullable(entries.get(key)).orElseThrow().value;
    return Scalar.of(value, problem -> reject(key, problem));
  }

  private Section child(int childLine, String name, @Nullable MappingNode mapping) {
    Section child = new Section(source, childLine, path + name + ".", mapping);
    children.add(child);
    return child;
  }

  private ConfigurationException at(int problemLine, String key, String problem) {
    return new ConfigurationException(source + ":" + problemLine + ": " + key + ": " + problem);
  }
}
