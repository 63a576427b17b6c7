package org.tcmureclaim.configuration.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.Readings.Shape;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.glob.DevicePattern;
import org.tcmureclaim.configuration.glob.Glob;
import org.tcmureclaim.configuration.glob.GlobException;
import org.tcmureclaim.host.DeviceIdentity;

/**
 * Which devices are a customer's: those that any of its rules is true of.
 *
 * @param rules none for nothing
 */
public record CustomerMatch(List<Rule> rules) {
  private static final String KEY = "match";
  private static final String DEV_CONFIG = "dev_config";
  static final CustomerMatch NOTHING = new CustomerMatch(List.of());

  /** Makes a glob of a text. */
  @FunctionalInterface
  private interface Reader {
    Glob read(String text) throws GlobException;
  }

  /**
   * One rule.
   *
   * @param where file, line and key
   */
  public record Rule(DevicePattern pattern, String where) {

    private static Rule bind(Section section) {
      var pattern =
          new DevicePattern(
              globOrNull(section, "path", Glob::of),
              globOrNull(section, "hba", Glob::of),
              globOrNull(section, "name", Glob::of),
              globOrNull(section, DEV_CONFIG, Glob::prefixOrPattern),
              globOrNull(section, "wwn", Glob::of));
      if (pattern.isOfEveryDevice() && !section.isBlueprint()) {
        section.refuse(
            "path",
            "give at least one of path, hba, name, dev_config, wwn",
            "hba",
            "name",
            DEV_CONFIG,
            "wwn");
      }
      return new Rule(pattern, section.whereabouts());
    }
  }

  public CustomerMatch {
    rules = List.copyOf(rules);
  }

  /**
   * The rules below the key {@code match}: a glob for paths, a rule, or a list of rules.
   *
   * @param required whether there must be any
   */
  static CustomerMatch bind(Section customer, boolean required) {
    if (customer.hasText(KEY)) {
      @Nullable Glob path = glob(customer, KEY, customer.text(KEY), Glob::of);
      return path == null
          ? NOTHING
          : new CustomerMatch(
              List.of(
                  new Rule(
                      new DevicePattern(path, null, null, null, null), customer.whereabouts(KEY))));
    }
    if (required && !customer.has(KEY) && !customer.isBlueprint()) {
      customer.refuse(KEY, "is missing");
    }
    return new CustomerMatch(
        Section.boundEach(customer.oneOrMore(KEY, Shape.TEXT_SECTION_OR_LIST), Rule::bind));
  }

  /** Whether the device is this customer's, unless an earlier customer has it. */
  public boolean matches(DeviceIdentity device) {
    for (Rule rule : rules) {
      if (rule.pattern().matches(device)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Glob globOrNull(Section section, String key, Reader reader) {
    String text = section.text(key, "");
    return text.isEmpty() ? null : glob(section, key, text, reader);
  }

  private static @Nullable Glob glob(Section section, String key, String text, Reader reader) {
    try {
      Glob glob = reader.read(text);
      GlobNotes.of(text, key.equals(DEV_CONFIG)).forEach(note -> section.note(key, note));
      return glob;
    } catch (GlobException e) {
      section.refuse(key, e.problem());
      return null;
    }
  }
}
