package org.tcmureclaim.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTextTest {

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Section.of("host.yaml", text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void malformedYaml_isRefusedWithItsLine() {
    refused(
        "a: 1\nb: [1, 2\nc: 3\n",
        "host.yaml:3: not valid YAML: while parsing a flow sequence, expected ',' or ']', but got"
            + " :");
    refused(
        "a: 1\n\tb: 2\n",
        "host.yaml:2: not valid YAML: while scanning for the next token,"
            + " found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for"
            + " indentation)");
    refused("a: 1\nb: \u0007\n", "host.yaml:2: not valid YAML: character U+0007");
    refused(
        "a:\n  b: {c: d,\ne}f: g\n",
        "host.yaml:3: not valid YAML in this line or one of the next: a key must be the first thing"
            + " in its line");
  }

  @Test
  void keyGivenTwice_isRefused() {
    refused("a: 1\nb: 2\na: 3\n", "host.yaml:3: a: given twice; first in line 1");
    assertThatThrownBy(() -> Section.of("f", "m:\n  a: 1\n  a: 2").section("m"))
        .hasMessage("f:3: m.a: given twice; first in line 2");
  }

  @Test
  void restOfYaml_isRefused() {
    refused("a: &x 1\n", "host.yaml:1: YAML anchors (&name) are not supported; repeat the value");
    refused(
        "a: 1\nb: *x\n", "host.yaml:2: YAML aliases (*name) are not supported; repeat the value");
    refused("a: !!str 1\n", "host.yaml:1: YAML tags (!name) are not supported");
    refused("a: 1\nb: !x {c: 1}\n", "host.yaml:2: YAML tags (!name) are not supported");
    refused("a: 1\n---\nb: 1\n", "host.yaml:2: a second YAML document; only one is allowed");
    refused("{a: 1}: 2\n", "host.yaml:1: a key must be a plain word");
    refused("a: " + "[".repeat(40) + "]".repeat(40), "host.yaml:1: nested deeper than 32 levels");
  }

  @Test
  void textWithoutKeys_isRefused() {
    refused("", "host.yaml: is empty");
    refused("# only a comment\n", "host.yaml: is empty");
    refused("\njust words\n", "host.yaml:2: expected 'key: value' lines");
    refused("- a\n", "host.yaml:1: expected 'key: value' lines");
  }

  @Test
  void file_thatCannotBeRead_isRefused(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("agent.yaml");
    refused(file, file + ": no such file");
    refused(dir, dir + ": is a directory; give the file itself");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
    refused(file, file + ": is not UTF-8 text");
    // JDKs differ in what they take a name below a file for.
    assertThatThrownBy(() -> Section.load(file.resolve("below")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching(".*/below: (cannot be read: Not a directory|no such file)");
    Files.write(file, new byte[ConfigurationText.MOST_BYTES + 1]);
    refused(file, file + ": is larger than 1MiB; is it the right file?");
    Files.write(file, new byte[0]);
    refused(file, file + ": is empty");
    Files.writeString(file, "a: 5s\n");
    assertThat(Section.load(file).text("a")).isEqualTo("5s");
    Files.writeString(file, "b: 5s\n");
    assertThatThrownBy(() -> Section.load(file).text("a")).hasMessage(file + ":1: a: is missing");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> Section.load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }
}
