package org.tcmureclaim.recording.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;

class JsonFileTest {
  private static final int MANY = 40_000;

  @TempDir Path folder;

  private Section read(String text, String... skipped) throws IOException {
    Path file = folder.resolve("it.json");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return JsonFile.read(file, Set.of(skipped));
  }

  @Test
  void whatTheWriterWrote_isReadBack() throws IOException {
    String text =
        JsonText.object()
            .text("name", "a \"b\" \\ c: #d\u0007")
            .number("pages", Long.MIN_VALUE)
            .put("list", JsonText.list().item(JsonText.object().number("share", 1e-9)))
            .lines();
    Section top = read(text);
    assertThat(top.text("name")).isEqualTo("a \"b\" \\ c: #d\u0007");
    assertThat(top.wholeNumber("pages", Long.MIN_VALUE, 0)).isEqualTo(Long.MIN_VALUE);
    List<Section> list = top.sections("list");
    assertThat(list)
        .singleElement()
        .extracting(item -> item.text("share"))
        .isEqualTo("0.0000000010");
    top.rejectUnread();
  }

  @Test
  void fileOfMoreThanAMebibyte_isRead() throws IOException {
    JsonText list = JsonText.list();
    for (int i = 0; i < MANY; i++) {
      list.item(JsonText.object().text("name", "device-%06d.csv.gz".formatted(i)));
    }
    String text = JsonText.object().put("files", list).number("last", 7).lines();
    assertThat(text.length()).isGreaterThan(1 << 20);
    assertThat(read(text).sections("files")).hasSize(MANY);
    Section skipping = read(text, "files");
    assertThat(skipping.has("files")).isFalse();
    assertThat(skipping.wholeNumber("last", 0, 9)).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{            | it.json:1: not valid JSON: it ends in the middle",
        "[]           | it.json:1: expected a JSON object",
        "{} x         | it.json:1: not valid JSON: Unrecognized token",
        "{} {}        | it.json:1: something follows the JSON object",
        "{a: 1}       | it.json:1: not valid JSON: Unexpected character",
        "{\"a\": \u00ff\u00fe} | it.json:1: not valid JSON: ",
        "{\"a\": 1, \"a\": 2} | it.json:1: a: given twice; first in line 1",
      })
  void whatIsNoObject_isRefusedWithItsPlace(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void whatNoRecorderWrites_isRefusedBeforeItTakesMemory() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("larger than any recorder writes");
    assertThatThrownBy(() -> read("{\"a\":[" + "0,".repeat(JsonFile.MOST_VALUES) + "0]}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has more than 500000 keys and values");
    assertThatThrownBy(() -> read("{\"a\":\"" + "x".repeat(2 << 20) + "\"}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("larger than any recorder writes");
  }

  @Test
  void linkAndMissingFile_areRefused() throws IOException {
    Path target = Files.writeString(folder.resolve("target.json"), "{}");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
    assertThatThrownBy(() -> JsonFile.read(link, Set.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("link.json: is a symbolic link, which is not followed");
    assertThatThrownBy(() -> JsonFile.read(folder.resolve("none.json"), Set.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.json");
  }
}
