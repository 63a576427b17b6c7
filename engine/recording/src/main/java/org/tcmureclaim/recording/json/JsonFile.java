package org.tcmureclaim.recording.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.host.files.FileProblem;
import org.tcmureclaim.host.files.RegularFile;

/**
 * Reads a JSON object that a program wrote, of up to {@link #MOST_BYTES}, as a {@link Section}: it
 * is asked key by key, and what is wrong is said with file, line and key.
 */
public final class JsonFile {
  /** The settings of 4,096 customers with a chain of policies each take some 8 MiB. */
  static final long MOST_BYTES = 64L << 20;

  /**
   * What is kept of it has at most so many keys and values; each takes about 200 bytes of memory.
   */
  static final int MOST_VALUES = 500_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MOST_BYTES)
                  .maxNestingDepth(32)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 12)
                  .maxNumberLength(400)
                  .build())
          .build();

  private final String source;
  private final JsonParser json;
  private final Set<String> skipped;
  private int values;

  private JsonFile(String source, JsonParser json, Set<String> skipped) {
    this.source = source;
    this.json = json;
    this.skipped = skipped;
  }

  /**
   * The object in a file.
   *
   * @param skipped keys of the object whose values are passed over, however large they are
   * @throws ConfigurationException where the file cannot be read or is no such object
   */
  public static Section read(Path file, Set<String> skipped) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file), 1 << 16)) {
      return read(file.toString(), in, skipped);
    } catch (IOException e) {
      throw new ConfigurationException(FileProblem.text(e), e);
    }
  }

  /** The object in a stream; {@code source} stands for the file in messages. */
  static Section read(String source, InputStream in, Set<String> skipped) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      return Section.of(source, new JsonFile(source, json, skipped).top());
    } catch (JsonProcessingException e) {
      throw problem(source, e.getLocation(), "not valid JSON: " + inPlainWords(e));
    }
  }

  private MappingNode top() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw problem(source, json.currentLocation(), "expected a JSON object");
    }
    MappingNode top = object(skipped);
    if (json.nextToken() != null) {
      throw problem(source, json.currentLocation(), "something follows the JSON object");
    }
    return top;
  }

  private MappingNode object(Set<String> skippedKeys) throws IOException {
    Optional<Mark> start = mark();
    List<NodeTuple> entries = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      Node name = scalar(key);
      json.nextToken();
      if (skippedKeys.contains(key)) {
        json.skipChildren();
      } else {
        entries.add(new NodeTuple(name, value()));
      }
    }
    return new MappingNode(Tag.MAP, true, entries, FlowStyle.FLOW, start, Optional.empty());
  }

  private Node value() throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(Set.of());
      case START_ARRAY -> list();
      default -> scalar(json.getText());
    };
  }

  private SequenceNode list() throws IOException {
    Optional<Mark> start = mark();
    List<Node> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new SequenceNode(Tag.SEQ, true, items, FlowStyle.FLOW, start, Optional.empty());
  }

  private ScalarNode scalar(String text) {
    if (++values > MOST_VALUES) {
      throw problem(
          source, json.currentLocation(), "has more than " + MOST_VALUES + " keys and values");
    }
    return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, mark(), Optional.empty());
  }

  private Optional<Mark> mark() {
    JsonLocation at = json.currentTokenLocation();
    return Optional.of(new Mark(source, 0, at.getLineNr() - 1, 0, new int[0], 0));
  }

  private static String inPlainWords(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it ends in the middle";
    }
    if (e instanceof StreamConstraintsException) {
      return "larger than any recorder writes: " + e.getOriginalMessage();
    }
    return e.getOriginalMessage().replace('\n', ' ');
  }

  private static ConfigurationException problem(String source, JsonLocation at, String problem) {
    int line = at == null ? 1 : at.getLineNr();
    return new ConfigurationException(source + ":" + line + ": " + problem);
  }
}
