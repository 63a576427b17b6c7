package org.tcmureclaim.manual;

import java.util.List;

/** The man page of the configuration, in section 5. */
public final class ConfigurationPage {
  /** Its name, without the section. */
  public static final String NAME = "tcmu-reclaim.yaml";

  private static final List<String> DESCRIPTION =
      List.of(
          "The configuration of an agent is YAML: /etc/tcmu-reclaim/agent.yaml, and files below"
              + " /etc/tcmu-reclaim/customers.d, which may have the key customers alone. All of it"
              + " counts or none: a key that is not known, or a value that cannot be used, is"
              + " refused with file, line and key.",
          "",
          "  tcmu-reclaim check /etc/tcmu-reclaim/agent.yaml",
          "  systemctl reload tcmu-reclaim",
          "",
          "Sizes are written as 512MiB, durations as 30s, shares as 35%. Keys below have a dot"
              + " where YAML has another level.");

  private ConfigurationPage() {}

  /**
   * The page.
   *
   * @param date such as 2026-11-23
   */
  public static String of(List<KeySection> sections, String date, String version) {
    Roff page = new Roff();
    page.title(NAME, "5", "File Formats", date, version);
    page.section("Name");
    page.raw(Roff.escaped(NAME) + " \\- configuration of an agent of tcmu\\-reclaim");
    page.section("Description");
    page.text(DESCRIPTION);
    for (KeySection section : sections) {
      page.section(section.heading());
      if (!section.summary().isEmpty()) {
        page.text(List.of(section.summary()));
      }
      section.keys().forEach(key -> key(page, key));
    }
    Surrounds.files(page);
    page.section("See also");
    page.raw(Roff.bold("tcmu-reclaim") + "(1),\n" + Roff.bold("tcmu-reclaim-check") + "(1)");
    return page.toString();
  }

  private static void key(Roff page, KeySection.Key key) {
    String fallback =
        key.fallback().equals("required") ? "Required." : "Default: " + key.fallback() + ".";
    String meaning = key.meaning().isEmpty() ? "" : key.meaning() + "\n";
    page.term(Roff.bold(key.name()) + ": " + Roff.italic(key.form()), meaning + fallback);
  }
}
