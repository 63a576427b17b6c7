package org.tcmureclaim.agent.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.host.text.PrintableText;

class HumanUnitsTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 KiB",
    "1024, 1.0 KiB",
    "102348, 99.9 KiB",
    "102400, 100 KiB",
    "16777216, 16.0 MiB",
    "1073741824, 1.0 GiB",
    "9223372036854775807, 8388608 TiB"
  })
  void bytes_inFewCharacters(long bytes, String expected) {
    assertThat(HumanUnits.bytes(bytes)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "0, 0.0s",
    "99.94, 99.9s",
    "99.96, 1m39s",
    "245, 4m05s",
    "5999, 99m59s",
    "6000, 1h40m",
    "359999, 99h59m",
    "360000, 4d04h"
  })
  void seconds_inFewCharacters(double seconds, String expected) {
    assertThat(HumanUnits.seconds(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"0.42, 0.4 ms", "9.94, 9.9 ms", "9.96, 10 ms", "999.4, 999 ms", "1200, 1.2s"})
  void millis_inFewCharacters(double millis, String expected) {
    assertThat(HumanUnits.millis(millis)).isEqualTo(expected);
  }

  @Test
  void plainText_controlCharacters_areReplaced() {
    assertThat(PrintableText.oneLine("a\u001b[2J\n\u202eb")).isEqualTo("a?[2J??b");
    assertThat(FittedText.fit("abcdef", 4)).isEqualTo("abc~");
    assertThat(FittedText.fit("abcd", 4)).isEqualTo("abcd");
    assertThat(FittedText.fit("ab", 4)).isEqualTo("ab  ");
  }
}
