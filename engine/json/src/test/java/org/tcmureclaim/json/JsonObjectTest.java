package org.tcmureclaim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonObjectTest {
  @Test
  void put_keepsTheOldPlace_removeGivesWhatWasThere() {
    JsonObject object = new JsonObject().put("b", 1).put("a", 2).put("b", 3);
    assertThat(object.encode()).isEqualTo("{\"b\":3,\"a\":2}");
    assertThat(object.remove("b")).isEqualTo(3L);
    assertThat(object.remove("b")).isNull();
    assertThat(object.fieldNames()).containsExactly("a");
  }

  @Test
  void mergeIn_putsTheOthersKeysAfterThose() {
    JsonObject object = new JsonObject().put("a", 1).put("b", 2);
    assertThat(object.mergeIn(new JsonObject().put("c", 3).put("a", 4)).encode())
        .isEqualTo("{\"a\":4,\"b\":2,\"c\":3}");
  }

  @Test
  void missingOrNull_isNull_orTheFallback() {
    JsonObject object = new JsonObject("{\"none\":null}");
    for (String key : List.of("none", "missing")) {
      assertThat(object.getValue(key)).isNull();
      assertThat(object.getString(key)).isNull();
      assertThat(object.getNumber(key)).isNull();
      assertThat(object.getInteger(key)).isNull();
      assertThat(object.getLong(key)).isNull();
      assertThat(object.getDouble(key)).isNull();
      assertThat(object.getBoolean(key)).isNull();
      assertThat(object.getJsonObject(key)).isNull();
      assertThat(object.getJsonArray(key)).isNull();
      assertThat(object.getString(key, "-")).isEqualTo("-");
      assertThat(object.getInteger(key, 1)).isEqualTo(1);
      assertThat(object.getLong(key, 2)).isEqualTo(2);
      assertThat(object.getDouble(key, 0.5)).isEqualTo(0.5);
      assertThat(object.getBoolean(key, true)).isTrue();
      assertThat(object.getJsonArray(key, new JsonArray().add(1)).encode()).isEqualTo("[1]");
      assertThat(object.getJsonObject(key, new JsonObject()).encode()).isEqualTo("{}");
    }
    assertThat(object.containsKey("none")).isTrue();
    assertThat(object.containsKey("missing")).isFalse();
  }

  static Stream<Arguments> wrongKinds() {
    return Stream.of(
        wrong("text", JsonObject::getLong, "\"text\" is a text, not a whole number of 64 bits"),
        wrong("text", JsonObject::getDouble, "\"text\" is a text, not a number"),
        wrong("text", JsonObject::getBoolean, "\"text\" is a text, not true or false"),
        wrong("text", JsonObject::getJsonObject, "\"text\" is a text, not an object"),
        wrong("object", JsonObject::getJsonArray, "\"object\" is an object, not an array"),
        wrong("array", JsonObject::getString, "\"array\" is an array, not a text"),
        wrong("half", JsonObject::getLong, "\"half\" is 0.5, not a whole number of 64 bits"),
        wrong("large", JsonObject::getLong, "\"large\" is 1.0E30, not a whole number of 64 bits"),
        wrong("2^31", JsonObject::getInteger, "\"2^31\" is 2147483648, not a whole number of 32"),
        wrong("flag", JsonObject::getNumber, "\"flag\" is true, not a number"));
  }

  private static Arguments wrong(
      String key, BiFunction<JsonObject, String, Object> getter, String message) {
    return Arguments.of(key, getter, message);
  }

  @ParameterizedTest
  @MethodSource("wrongKinds")
  void anotherKind_isRefusedWithItsKey(
      String key, BiFunction<JsonObject, String, Object> getter, String message) {
    JsonObject object =
        new JsonObject(
            "{\"text\":\"5\",\"object\":{},\"array\":[],\"half\":0.5,\"large\":1e30,"
                + "\"2^31\":2147483648,\"flag\":true}");
    assertThatThrownBy(() -> getter.apply(object, key))
        .isInstanceOf(ClassCastException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anotherKind_inAnArray_isRefusedWithItsPosition() {
    assertThatThrownBy(() -> new JsonArray("[1,\"a\"]").getLong(1))
        .isInstanceOf(ClassCastException.class)
        .hasMessage("item 1 is a text, not a whole number of 64 bits");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1.0, 1",
    "-2.0e3, -2000",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "-9.223372036854775808e18, -9223372036854775808"
  })
  void wholeNumber_howeverWritten_isALong(String written, long number) {
    assertThat(new JsonObject("{\"n\":" + written + "}").getLong("n")).isEqualTo(number);
  }

  @Test
  void wholeNumber_beyond64Bits_isKeptAndRefusedAsLong() {
    JsonObject object = new JsonObject("{\"n\":9223372036854775808}");
    assertThat(object.encode()).isEqualTo("{\"n\":9223372036854775808}");
    assertThat(object.getDouble("n")).isEqualTo(0x1p63);
    assertThatThrownBy(() -> object.getLong("n")).isInstanceOf(ClassCastException.class);
  }

  @Test
  void notANumber_isAText() {
    JsonArray array = new JsonArray(List.of(Double.NaN, Double.POSITIVE_INFINITY));
    assertThat(array.encode()).isEqualTo("[\"NaN\",\"Infinity\"]");
  }

  @Test
  void put_ofWhatIsNoValue_isRefused() {
    assertThatThrownBy(() -> new JsonObject().put("n", new BigDecimal("1.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value of JSON: java.math.BigDecimal");
  }

  @Test
  void objectWithinItself_isRefused() {
    JsonObject object = new JsonObject();
    assertThatThrownBy(() -> object.put("self", object).encode()).isInstanceOf(JsonException.class);
  }

  @Test
  void array_isCopiedFromAList_andKnowsItsValues() {
    JsonArray array = new JsonArray(List.of("a", 1)).addAll(new JsonArray("[null,[2]]"));
    assertThat(array.encode()).isEqualTo("[\"a\",1,null,[2]]");
    assertThat(array.contains(1)).isTrue();
    assertThat(array.contains(1L)).isTrue();
    assertThat(array.contains("1")).isFalse();
    assertThat(array.getJsonArray(3).getInteger(0)).isEqualTo(2);
    assertThat(array.stream()).hasSize(array.size());
    assertThatThrownBy(() -> array.getValue(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
