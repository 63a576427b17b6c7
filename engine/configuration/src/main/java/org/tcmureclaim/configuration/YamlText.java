package org.tcmureclaim.configuration;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The plain part of YAML: one document of mappings, lists and scalars. What else the language has
 * (anchors, aliases, tags, several documents) is refused, so that a file means what it shows.
 */
final class YamlText {
  /** No configuration needs this depth; composing is recursive and must not exhaust the stack. */
  private static final int DEEPEST = 32;

  /** Enough for 4,096 customers with all their keys; a node takes some hundred bytes. */
  private static final int MOST_NODES = 150_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setAllowNonScalarKeys(true).build();

  private YamlText() {}

  /** The top mapping of {@code text}, whose positions count from line 0. */
  static MappingNode compose(String source, String text) {
    try {
      refuseTheRestOfTheLanguage(source, text);
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      if (root.isEmpty()) {
        throw new ConfigurationException(source + ": is empty");
      }
      if (root.get() instanceof MappingNode mapping) {
        return mapping;
      }
      throw problem(source, line(root.get().getStartMark()), "expected 'key: value' lines");
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw problem(source, line(mark), "not valid YAML: " + inPlainWords(e));
    } catch (IllegalArgumentException e) {
      // The reader's own: a backslash and x, u or U in double quotes without a character's digits.
      throw new ConfigurationException(
          source + ": not valid YAML: a backslash in double quotes without its digits", e);
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw problem(
          source, line, String.format("not valid YAML: character U+%04X", e.getCodePoint()));
    }
  }

  private static void refuseTheRestOfTheLanguage(String source, String text) {
    int depth = 0;
    int documents = 0;
    int nodes = 0;
    int line = 1;
    Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
    while (hasNext(source, line, events)) {
      Event event = events.next();
      line = line(event.getStartMark());
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        throw problem(source, line, "a second YAML document; only one is allowed");
      }
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw problem(source, line, "nested deeper than " + DEEPEST + " levels");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (event instanceof NodeEvent && ++nodes > MOST_NODES) {
        throw problem(source, line, "more than " + MOST_NODES + " keys and values");
      }
      if (event instanceof NodeEvent node) {
        refuseAnchorsAndTags(source, line, node);
      }
    }
  }

  /** The scanner refuses a key behind a brace without saying where: after the last event. */
  private static boolean hasNext(String source, int lastLine, Iterator<Event> events) {
    try {
      return events.hasNext();
    } catch (MarkedYamlEngineException | ReaderException e) {
      throw e;
    } catch (YamlEngineException e) {
      throw new ConfigurationException(
          source
              + ":"
              + lastLine
              + ": not valid YAML in this line or one of the next: a key must be the first thing in"
              + " its line",
          e);
    }
  }

  private static void refuseAnchorsAndTags(String source, int line, NodeEvent node) {
    if (node instanceof AliasEvent) {
      throw problem(source, line, "YAML aliases (*name) are not supported; repeat the value");
    }
    if (node.getAnchor().isPresent()) {
      throw problem(source, line, "YAML anchors (&name) are not supported; repeat the value");
    }
    boolean tagged =
        (node instanceof ScalarEvent scalar && scalar.getTag().isPresent())
            || (node instanceof CollectionStartEvent start && start.getTag().isPresent());
    if (tagged) {
      throw problem(source, line, "YAML tags (!name) are not supported");
    }
  }

  private static String inPlainWords(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    String context = e.getContext();
    String words = context == null || context.isBlank() ? problem : context + ", " + problem;
    return words.strip().replace('\n', ' ');
  }

  private static ConfigurationException problem(String source, int line, String problem) {
    return new ConfigurationException(source + ":" + line + ": " + problem);
  }

  /** The line counted from 1, as editors do. */
  static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }
}
