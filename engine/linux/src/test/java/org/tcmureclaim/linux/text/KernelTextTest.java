package org.tcmureclaim.linux.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.host.HostException;

final class KernelTextTest {

  @ParameterizedTest
  @CsvSource({"'0', 0", "'17\n', 17", "9223372036854775807, 9223372036854775807"})
  void wholeDecimal_number_isParsed(String content, long expected) {
    assertThat(KernelText.of("f", content).wholeDecimal()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "x", "1x", "1 ", "1\n\n", "-1", "9223372036854775808"})
  void wholeDecimal_anythingElse_isRefused(String content) {
    assertThatThrownBy(() -> KernelText.of("f", content).wholeDecimal())
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("f:1: expected a ");
  }

  @Test
  void decimalAfter_keyInTheMiddleOfALine_isNotTaken() {
    KernelText text = KernelText.of("f", "SReclaimable: 5 kB\nReclaimable:  7 kB\n");
    assertThat(text.decimalAfter(KernelText.key("Reclaimable:"))).isEqualTo(7);
  }

  @Test
  void decimalAfter_junkBehindTheNumber_namesTheLine() {
    KernelText text = KernelText.of("f", "a: 1\nb: 2x\n");
    assertThatThrownBy(() -> text.decimalAfter(KernelText.key("b:")))
        .hasMessage("f:2: expected a decimal number, found 'b: 2x'");
  }

  @Test
  void decimalAfter_secondKeyInAnotherLine_isRefused() {
    KernelText text = KernelText.of("f", "some avg=1\nfull total=2\n");
    assertThatThrownBy(() -> text.decimalAfter(KernelText.key("some "), KernelText.key("total=")))
        .hasMessage("f:1: expected 'total=' in this line, found 'some avg=1'");
  }

  @Test
  void filled_shorterThanBefore_hidesTheRest() {
    KernelText text = KernelText.of("f", "123");
    text.filled(2);
    assertThat(text.wholeDecimal()).isEqualTo(12);
  }
}
