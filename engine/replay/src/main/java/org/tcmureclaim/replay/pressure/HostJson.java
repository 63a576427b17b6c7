package org.tcmureclaim.replay.pressure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.text.MalformedLineException;
import org.tcmureclaim.replay.text.TraceException;

/**
 * Reads JSON as {@code sadf -j}, {@code atop -J} and {@code below dump -O json} write it: finds the
 * objects that are samples, one after the other, and makes each a map from paths such as {@code
 * memory.avail} to text. Arrays within a sample, such as the children of a cgroup, are passed over.
 */
final class HostJson {
  private static final int MOST_FIELDS = 20_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxNumberLength(100)
                  .maxStringLength(1 << 16)
                  .maxNameLength(1 << 12)
                  .build())
          .build();

  private final String name;
  private final JsonSamples samples;
  private final BadLines bad;

  HostJson(String name, JsonSamples samples, BadLines bad) {
    this.name = name;
    this.samples = samples;
    this.bad = bad;
  }

  /**
   * Reads all samples.
   *
   * @throws TraceException where it is not JSON, or ends too early
   */
  void read(InputStream in) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token == JsonToken.START_OBJECT) {
            sample(parser);
          }
        }
      } catch (JsonEOFException e) {
        throw refusal(parser, "the JSON ends too early; copy the file again", e);
      } catch (StreamConstraintsException e) {
        throw refusal(parser, "the JSON has a text or a nesting that no sample has", e);
      } catch (JsonProcessingException e) {
        String problem = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        throw refusal(parser, "not JSON: " + PrintableText.quoted(problem), e);
      }
    }
  }

  private TraceException refusal(JsonParser parser, String problem, @Nullable Exception cause) {
    long line = Math.max(1, parser.currentLocation().getLineNr());
    String message = name + ":" + line + ": " + problem;
    return cause == null ? new TraceException(message) : new TraceException(message, cause);
  }

  /** An object that is a sample, or holds lists of them. */
  private void sample(JsonParser parser) throws IOException {
    long line = parser.currentTokenLocation().getLineNr();
    Map<String, String> fields = new HashMap<>();
    boolean isFrame = false;
    StringBuilder path = new StringBuilder();
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new JsonEOFException(parser, null, "within a sample");
      } else if (token == JsonToken.START_OBJECT) {
        depth++;
        push(path, parser.currentName());
      } else if (token == JsonToken.END_OBJECT) {
        depth--;
        pop(path);
      } else if (token == JsonToken.START_ARRAY) {
        if (samples.holdsSamples(parser.currentName())) {
          isFrame = true;
          samples.frame(fields);
          list(parser);
        } else {
          parser.skipChildren();
        }
      } else if (token.isScalarValue()) {
        if (fields.size() >= MOST_FIELDS) {
          throw refusal(parser, "an object has more than " + MOST_FIELDS + " fields", null);
        }
        fields.put(path + parser.currentName(), parser.getText());
      }
    }
    if (!isFrame) {
      take(fields, line);
    }
  }

  private void list(JsonParser parser) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new JsonEOFException(parser, null, "within a list");
      }
      if (token == JsonToken.START_OBJECT) {
        sample(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void take(Map<String, String> fields, long line) {
    try {
      samples.sample(fields);
    } catch (MalformedLineException e) {
      bad.leaveOut(line, e.problem());
    }
  }

  private static void push(StringBuilder path, @Nullable String name) {
    path.append(name == null ? "" : name).append('.');
  }

  private static void pop(StringBuilder path) {
    if (path.length() > 0) {
      path.setLength(path.lastIndexOf(".", path.length() - 2) + 1);
    }
  }
}
