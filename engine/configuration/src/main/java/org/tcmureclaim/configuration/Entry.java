package org.tcmureclaim.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One key of a mapping with its value: where it stands, and what. */
record Entry(Place place, Node value) {

  /**
   * The entries of a mapping by key, in their order. Of a key that is given twice the first counts.
   *
   * @param refused takes what cannot be used
   */
  static Map<String, Entry> allOf(
      String source, String path, MappingNode mapping, Consumer<ConfigurationException> refused) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place place = new Place(source, YamlText.line(tuple.getKeyNode().getStartMark()));
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        refused.accept(new ConfigurationException(place + ": a key must be a plain word"));
        continue;
      }
      Entry before = entries.putIfAbsent(key.getValue(), new Entry(place, tuple.getValueNode()));
      if (before != null) {
        refused.accept(
            place.problem(
                path + key.getValue(), "given twice; first in line " + before.place.line()));
      }
    }
    return entries;
  }

  /** The keys that hold a single value, and that value as it stands there. */
  static Map<String, String> scalars(Map<String, Entry> entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (entry.value instanceof ScalarNode scalar) {
            texts.put(key, scalar.getValue());
          }
        });
    return texts;
  }

  /** Keys and values as text, whatever the order of keys. */
  static String fingerprint(Map<String, Entry> entries) {
    Map<String, String> texts = new TreeMap<>();
    entries.forEach((key, entry) -> texts.put(key, fingerprint(entry.value)));
    return texts.toString();
  }

  private static String fingerprint(Node node) {
    if (node instanceof MappingNode mapping) {
      return fingerprint(allOf("", "", mapping, told -> {}));
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(Entry::fingerprint)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node instanceof ScalarNode scalar ? "'" + scalar.getValue() + "'" : "";
  }
}
