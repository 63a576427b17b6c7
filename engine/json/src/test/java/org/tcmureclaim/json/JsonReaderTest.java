package org.tcmureclaim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReaderTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "line 1: it is empty; expected an object"),
        Arguments.of("[1]", "line 1, column 1: expected an object"),
        Arguments.of("null", "line 1, column 1: expected an object"),
        Arguments.of("{} {}", "line 1, column 4: something follows an object"),
        Arguments.of("{}\n x", "line 2, column 3: Unrecognized token 'x'"),
        Arguments.of("{\"a\":1,\n\"a\":1}", "line 2, column 1: a key is there twice"),
        Arguments.of("{\"b\":{\"a\":1,\"a\":2}}", "line 1, column 13: a key is there twice"),
        Arguments.of("{\"a\":", "line 1, column 6: it ends in the middle"),
        Arguments.of("{\"a\":\"b", "line 1, column 8: it ends in the middle"),
        Arguments.of("{\"a\":1e999}", "line 1, column 6: a number is too large"),
        Arguments.of("{\"a\":NaN}", "line 1, column 9: Non-standard token 'NaN'"),
        Arguments.of("{a:1}", "line 1, column 2: Unexpected character ('a'"),
        Arguments.of("{\"a\":01}", "line 1, column 7: Invalid numeric value: Leading zeroes"),
        Arguments.of("{\"a\":\"\\x\"}", "line 1, column 8: Unrecognized character escape 'x'"),
        Arguments.of("{'a':1}", "line 1, column 2: Unexpected character ('''"),
        Arguments.of("/**/{}", "line 1, column 1: Unexpected character ('/'"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoSingleObject_isRefused_whereAndWhy(String text, String message) {
    assertThatThrownBy(() -> new JsonObject(text))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void nesting_upToTheLimit_isRead_deeperIsRefused() {
    assertThat(nested(JsonReader.MOST_DEPTH).size()).isEqualTo(1);
    assertThatThrownBy(() -> nested(JsonReader.MOST_DEPTH + 1))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("nested too deep");
    assertThatThrownBy(() -> nested(1_000_000)).isInstanceOf(JsonException.class);
  }

  private static JsonArray nested(int depth) {
    return new JsonArray("[".repeat(depth) + (depth == 1 ? "1" : "") + "]".repeat(depth));
  }

  @Test
  void numberOfManyDigits_isRefused() {
    assertThatThrownBy(() -> new JsonArray("[" + "1".repeat(401) + "]"))
        .isInstanceOf(JsonException.class);
  }
}
