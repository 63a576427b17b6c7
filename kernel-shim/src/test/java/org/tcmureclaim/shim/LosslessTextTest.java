package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LosslessTextTest {

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "66696C65, file",
    "6DC3BC, mü",
    "F09F90A7, 🐧",
    "6DFC6C, m\\xFCl", // Latin-1
    "FFFE, \\xFF\\xFE",
    "C3, \\xC3", // the first half of two bytes
    "E282, \\xE2\\x82",
    "C0AF, \\xC0\\xAF", // overlong
    "EDA080, \\xED\\xA0\\x80", // half of a surrogate pair
    "F4908080, \\xF4\\x90\\x80\\x80", // beyond Unicode
    "C3FCC3BC, \\xC3\\xFCü",
    "5C, \\",
    "5C78, \\x",
    "5C7846, \\xF",
    "5C784643, \\x5CxFC", // looks escaped
    "5C786663, \\x5Cxfc",
    "5C5C784643, \\\\x5CxFC",
    "5C78354378, \\x5Cx5Cx",
    "5CFC, \\\\xFC",
  })
  void of_bytes_areKept(String hex, String expected) {
    assertThat(LosslessText.of(HexFormat.of().parseHex(hex))).isEqualTo(expected);
  }

  @Test
  void of_part_takesNothingElse() {
    byte[] bytes = "ab\\xFCde".getBytes(StandardCharsets.UTF_8);
    assertThat(LosslessText.of(bytes, 1, 6)).isEqualTo("b\\x5CxFC");
    assertThat(LosslessText.of(bytes, 1, 5)).isEqualTo("b\\xF");
  }

  /** All texts of up to four of the bytes that could be confused. */
  @Test
  void of_differentBytes_differ() {
    byte[] alphabet = {'\\', 'x', 'F', 'C', '5', (byte) 0xFC, (byte) 0xC3, (byte) 0xBC};
    Map<String, String> seen = new HashMap<>();
    for (int length = 0; length <= 5; length++) {
      int count = (int) Math.pow(alphabet.length, length);
      for (int number = 0; number < count; number++) {
        byte[] bytes = new byte[length];
        for (int i = 0, rest = number; i < length; i++, rest /= alphabet.length) {
          bytes[i] = alphabet[rest % alphabet.length];
        }
        String hex = HexFormat.of().formatHex(bytes);
        assertThat(seen.put(LosslessText.of(bytes), hex)).as(hex).isNull();
      }
    }
  }
}
