package org.tcmureclaim.command.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.policy.PolicyFactory;

/** What each key means, in a sentence or two. */
final class Meanings {
  private final Map<String, String> byKey = new TreeMap<>();

  private Meanings() {}

  /** Those of all keys, and of the parameters of every policy that describes its own. */
  static Meanings load() {
    Meanings meanings = new Meanings();
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Meanings.class.getResourceAsStream("meanings.properties"))) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.forEach((key, meaning) -> meanings.byKey.put((String) key, (String) meaning));
    return meanings;
  }

  /** Parameters of policies, by {@code policy<NAME>.KEY}. */
  static Map<String, String> ofParameters() {
    Map<String, String> meanings = new TreeMap<>();
    for (PolicyFactory factory : KnownPolicies.byName().values()) {
      factory
          .parameters()
          .forEach(p -> meanings.put("policy<" + factory.name() + ">." + p.key(), p.meaning()));
    }
    return meanings;
  }

  Set<String> keys() {
    return Set.copyOf(byKey.keySet());
  }

  /** The meaning of a path such as {@code customers[].min}; empty where nobody says. */
  String of(String path) {
    int variant = path.indexOf("policy<");
    if (variant >= 0 && !path.endsWith(".name")) {
      return ofParameters().getOrDefault(path.substring(variant), "");
    }
    return byKey.getOrDefault(plain(path), "");
  }

  /** The path without what tells items of lists and policies apart. */
  static String plain(String path) {
    return path.replaceAll("\\[[^]]*]|<[^>]*>", "");
  }
}
