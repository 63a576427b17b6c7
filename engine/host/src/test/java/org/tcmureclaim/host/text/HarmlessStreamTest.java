package org.tcmureclaim.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HarmlessStreamTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "plain\n\ttext 1%", "plain\n\ttext 1%",
          "m\u00fcller \u4e2d \ud83d\ude00", "m\u00fcller \u4e2d \ud83d\ude00",
          "\u001b]0;PWNED\u0007\u001b[2J", "\\u001b]0;PWNED\\u0007\\u001b[2J",
          "a\rb\u0000\b\u007f", "a\\u000db\\u0000\\u0008\\u007f",
          "\u009b31m\u0085", "\\u009b31m\\u0085",
          "a\u202eb\u2066c\u200fd\u061ce\u2028", "a\\u202eb\\u2066c\\u200fd\\u061ce\\u2028",
          "\ufeff\u00a0", "\ufeff\u00a0");

  private static String written(byte[] bytes, int atATime) throws IOException {
    var out = new ByteArrayOutputStream();
    try (HarmlessStream harmless = new HarmlessStream(out)) {
      for (int at = 0; at < bytes.length; at += atATime) {
        harmless.write(bytes, at, Math.min(atATime, bytes.length - at));
        harmless.flush();
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatSteersATerminal_isWrittenInPlainCharacters_howeverItIsCut() throws IOException {
    for (Map.Entry<String, String> text : TEXTS.entrySet()) {
      byte[] bytes = text.getKey().getBytes(StandardCharsets.UTF_8);
      for (int atATime = 1; atATime <= bytes.length; atATime++) {
        assertThat(written(bytes, atATime)).isEqualTo(text.getValue());
      }
    }
  }

  @Test
  void bytesThatAreNotUtf8_doNotPassForControlsOfEightBits() throws IOException {
    byte[] bytes = {'a', (byte) 0x9b, '3', (byte) 0xc2, 'b', (byte) 0xe2, (byte) 0x80, 27};
    assertThat(written(bytes, 1)).startsWith("a\\u009b3").endsWith("\\u001b");
    assertThat(written(bytes, 8)).isEqualTo(written(bytes, 1));
  }

  @Test
  void ownStyling_passes() {
    var out = new ByteArrayOutputStream();
    var print = new HarmlessPrintStream(out);
    HarmlessPrintStream.style(print, "\r\u001b[K");
    print.println("\u001b[K");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K\\u001b[K\n");
  }

  @Test
  void oneLine_staysOne() {
    assertThat(HarmlessText.ofOneLine("a\nb\tc\u001bd")).isEqualTo("a\\u000ab\\u0009c\\u001bd");
  }
}
