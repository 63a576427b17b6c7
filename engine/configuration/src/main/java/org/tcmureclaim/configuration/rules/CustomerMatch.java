package org.tcmureclaim.configuration.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.Readings.Shape;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.host.DeviceIdentity;

/**
 * Which devices are a customer's: those that any of its rules is true of.
 *
 * @param rules none for nothing
 */
public record CustomerMatch(List<Rule> rules) {
  private static final String KEY = "match";
  static final CustomerMatch NOTHING = new CustomerMatch(List.of());

  /**
   * What must all be true of a device; what is null need not be.
   *
   * @param path of HBA and name together
   * @param hba such as {@code user_0}
   * @param devConfig a prefix of what the handler was told
   */
  public record Rule(
      @Nullable PathGlob path,
      @Nullable PathGlob hba,
      @Nullable PathGlob name,
      @Nullable String devConfig,
      @Nullable PathGlob wwn) {

    static Rule ofPath(String glob) {
      return new Rule(new PathGlob(glob), null, null, null, null);
    }

    static Rule bind(Section section) {
      Rule rule =
          new Rule(
              glob(section, "path"),
              glob(section, "hba"),
              glob(section, "name"),
              textOrNull(section, "dev_config"),
              glob(section, "wwn"));
      if (rule.equals(new Rule(null, null, null, null, null)) && !section.isBlueprint()) {
        section.refuse(
            "path",
            "give at least one of path, hba, name, dev_config, wwn",
            "hba",
            "name",
            "dev_config",
            "wwn");
      }
      return rule;
    }

    boolean matches(DeviceIdentity device) {
      return fits(path, device.path())
          && fits(hba, hbaOf(device.path()))
          && fits(name, nameOf(device.path()))
          && (devConfig == null || device.devConfig().startsWith(devConfig))
          && (wwn == null || fits(wwn, device.wwn()));
    }

    private static boolean fits(@Nullable PathGlob glob, String text) {
      return glob == null || glob.matches(text);
    }
  }

  public CustomerMatch {
    rules = List.copyOf(rules);
  }

  /** The rules below the key {@code match}: a glob for paths, a rule, or a list of rules. */
  static CustomerMatch bind(Section customer) {
    if (customer.hasText(KEY)) {
      return new CustomerMatch(List.of(Rule.ofPath(customer.text(KEY))));
    }
    if (!customer.has(KEY) && !customer.isBlueprint()) {
      customer.refuse(KEY, "is missing");
    }
    return new CustomerMatch(
        Section.boundEach(customer.oneOrMore(KEY, Shape.TEXT_SECTION_OR_LIST), Rule::bind));
  }

  /** Whether the device is this customer's, unless an earlier customer has it. */
  public boolean matches(DeviceIdentity device) {
    for (Rule rule : rules) {
      if (rule.matches(device)) {
        return true;
      }
    }
    return false;
  }

  /** The HBA of a path such as {@code user_0/gold-01}. */
  public static String hbaOf(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** What follows the HBA in a path. */
  public static String nameOf(String path) {
    return path.substring(path.indexOf('/') + 1);
  }

  private static @Nullable PathGlob glob(Section section, String key) {
    String text = textOrNull(section, key);
    return text == null ? null : new PathGlob(text);
  }

  private static @Nullable String textOrNull(Section section, String key) {
    String text = section.text(key, "");
    return text.isEmpty() ? null : text;
  }
}
