package org.tcmureclaim.recording.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  private final CsvRows rows = new CsvRows();
  private final CsvCursor cursor = new CsvCursor();

  @Test
  void row_isWrittenWithoutQuotes() {
    rows.number(-7).empty().micros(1_500).micros(-500).text("a,b\"c%\n").end();
    assertThat(text()).isEqualTo("-7,,1.500,-0.500,a%2Cb%22c%25%0A\n");
  }

  @Test
  void everyNumber_isReadBack() throws MalformedRowException {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      long nanos = number / 1000;
      rows.clear();
      rows.number(number).micros(nanos).end();
      cursor.begin(rows.bytes(), rows.size());
      assertThat(cursor.nextRow()).isTrue();
      assertThat(cursor.number("n")).as("seed %d, row %d", seed, i).isEqualTo(number);
      assertThat(cursor.next("t")).isTrue();
      assertThat(cursor.currentMicros("t")).as("seed %d, row %d", seed, i).isEqualTo(nanos);
      cursor.noMore();
    }
  }

  @Test
  void extremes_areReadBack() throws MalformedRowException {
    rows.number(Long.MAX_VALUE).number(Long.MIN_VALUE).number(0).end();
    cursor.begin(rows.bytes(), rows.size());
    assertThat(cursor.nextRow()).isTrue();
    assertThat(cursor.number("a")).isEqualTo(Long.MAX_VALUE);
    assertThat(cursor.number("b")).isEqualTo(Long.MIN_VALUE);
    assertThat(cursor.number("c")).isZero();
  }

  @Test
  void text_isReadBack_whateverItHolds() throws MalformedRowException {
    String odd = "user_0/a,b \"q\" 100% +1 \u00fcml\u00e4ut\t";
    rows.text(odd).end();
    cursor.begin(rows.bytes(), rows.size());
    assertThat(cursor.nextRow()).isTrue();
    assertThat(cursor.text("dev")).isEqualTo(odd);
  }

  @Test
  void lineWithoutItsEnd_isNoRow() {
    byte[] half = "1,2\n3,".getBytes(StandardCharsets.UTF_8);
    cursor.begin(half, half.length);
    assertThat(cursor.nextRow()).isTrue();
    assertThat(cursor.nextRow()).isFalse();
  }

  @Test
  void malformedField_isNamed() {
    assertMalformed("x\n", "n: expected a number, got 'x'");
    assertMalformed("\n", "n is empty");
    assertMalformed("99999999999999999999\n", "n: expected a whole number");
    assertMalformed("9223372036854775808\n", "n: expected a smaller number");
  }

  private void assertMalformed(String line, String problem) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    cursor.begin(bytes, bytes.length);
    assertThat(cursor.nextRow()).isTrue();
    assertThatThrownBy(() -> cursor.number("n"))
        .isInstanceOfSatisfying(
            MalformedRowException.class, e -> assertThat(e.problem()).startsWith(problem));
  }

  private String text() {
    return new String(rows.bytes(), 0, rows.size(), StandardCharsets.UTF_8);
  }
}
