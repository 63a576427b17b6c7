package org.tcmureclaim.replay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldsTest {
  private final Fields fields = new Fields();

  @Test
  void line_isReadFieldByField() throws Exception {
    begin("12,gold-1,3.25,,x");
    assertThat(fields.whole("a", 100)).isEqualTo(12);
    fields.field("b");
    assertThat(fields.text()).isEqualTo("gold-1");
    int mark = fields.mark();
    fields.field("c");
    assertThat(fields.thousandths("c")).isEqualTo(3250);
    fields.field("d");
    assertThat(fields.isEmpty()).isTrue();
    fields.field("e");
    fields.noMore();
    fields.returnTo(mark);
    assertThat(fields.text()).isEqualTo("gold-1");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0,0", "7.,7000", "7.1239,7123", "9007199254740993.5,9007199254740993500"})
  void thousandths_areExact(String text, long thousandths) throws Exception {
    begin(text);
    fields.field("n");
    assertThat(fields.thousandths("n")).isEqualTo(thousandths);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', n: expected a number",
    "-1, n: expected a number",
    "1x, n: expected a number",
    "1.x, n: expected a number",
    ".5, n: expected a number",
    "99999999999999999999, n is too large",
    "9999999999999999, n is too large"
  })
  void notANumber_isRefused(String text, String problem) throws Exception {
    begin(text);
    fields.field("n");
    assertThatThrownBy(() -> fields.thousandths("n"))
        .isInstanceOfSatisfying(
            MalformedLineException.class, e -> assertThat(e.problem()).startsWith(problem));
  }

  @Test
  void wholeNumber_aboveTheMost_isRefused() throws Exception {
    begin("101");
    assertThatThrownBy(() -> fields.whole("n", 100)).hasMessage("n is 101; the most is 100");
  }

  @Test
  void missingAndSurplusFields_areRefused() throws Exception {
    begin("1,2");
    fields.field("a");
    assertThatThrownBy(fields::noMore).hasMessage("more fields than the header has");
    fields.field("b");
    assertThatThrownBy(() -> fields.field("c")).hasMessage("c is missing");
  }

  @Test
  void lines_endWithLineFeeds_orWithTheInput_inPiecesOfAnySize() throws Exception {
    String text = "a\r\n\nbc\n" + "d".repeat(300_000) + "\nlast";
    assertThat(lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
        .containsExactly("a", "", "bc", "d".repeat(300_000), "last");
    InputStream oneByOne =
        new ByteArrayInputStream("ab\nc\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, 1);
          }
        };
    assertThat(lines(oneByOne)).containsExactly("ab", "c");
  }

  @Test
  void names_areNumberedOnce() throws Exception {
    List<String> asked = new ArrayList<>();
    var names =
        new NameIndex(
            name -> {
              asked.add(name);
              return asked.size() - 1;
            });
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3000; i++) {
        begin("lun-" + i);
        fields.field("dev");
        assertThat(names.number(fields)).isEqualTo(i);
      }
    }
    assertThat(asked).hasSize(3000);
    begin("");
    fields.field("dev");
    assertThatThrownBy(() -> names.number(fields)).hasMessage("dev is empty");
  }

  private void begin(String line) throws IOException {
    var lines =
        new LineReader(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.next()).isTrue();
    fields.begin(lines);
  }

  private static List<String> lines(InputStream in) throws IOException {
    var reader = new LineReader(in);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      lines.add(reader.text());
      assertThat(reader.number()).isEqualTo(lines.size());
    }
    return lines;
  }
}
