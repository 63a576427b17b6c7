package org.tcmureclaim.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same tree, built with ours and with Vert.x's, is the same text, and is read back the same.
 */
class AgainstVertxTest {
  private static final int MOST_TREES = 2_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomTree_isTheSameText(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < MOST_TREES; i++) {
      Twins twins = object(random, 4);
      assertThat(twins.ours.encode()).isEqualTo(twins.vertx.encode());
      assertThat(twins.ours.encodePrettily()).isEqualTo(twins.vertx.encodePrettily());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void randomTree_isReadBackAsItWasWritten(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < MOST_TREES; i++) {
      JsonObject tree = object(random, 4).ours;
      assertThat(new JsonObject(tree.encode())).isEqualTo(tree).hasSameHashCodeAs(tree);
      assertThat(new JsonObject(tree.encodePrettily())).isEqualTo(tree);
    }
  }

  /** Cut, doubled or changed in one place: what we read, Vert.x reads with the same meaning. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void damagedText_isRefused_orReadAsVertxReadsIt(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 10 * MOST_TREES; i++) {
      String text = damaged(object(random, 3).ours.encode(), random);
      try {
        JsonObject ours = new JsonObject(text);
        assertThat(ours)
            .isEqualTo(new JsonObject(new io.vertx.core.json.JsonObject(text).encode()));
        read++;
      } catch (JsonException e) {
        assertThat(e.getMessage()).doesNotContain("\n").contains("line ");
      }
    }
    assertThat(read).as("some that were damaged within a text or number").isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12})
  void anyText_isValidUtf8AndIsReadBack(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < MOST_TREES; i++) {
      String text = anyUnits(random);
      JsonObject object = new JsonObject().put(text, text);
      byte[] sent = object.encode().getBytes(StandardCharsets.UTF_8);
      assertThat(new JsonObject(new String(sent, StandardCharsets.UTF_8))).isEqualTo(object);
    }
  }

  private record Twins(JsonObject ours, io.vertx.core.json.JsonObject vertx) {}

  private static Twins object(Random random, int depth) {
    JsonObject ours = new JsonObject();
    io.vertx.core.json.JsonObject vertx = new io.vertx.core.json.JsonObject();
    for (int i = random.nextInt(6); i > 0; i--) {
      String key = text(random);
      Pair pair = value(random, depth);
      ours.put(key, pair.ours);
      vertx.put(key, pair.vertx);
    }
    return new Twins(ours, vertx);
  }

  private record Pair(@Nullable Object ours, @Nullable Object vertx) {
    static Pair same(Object value) {
      return new Pair(value, value);
    }
  }

  private static Pair value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 10)) {
      case 0 -> Pair.same(text(random));
      case 1 -> Pair.same(random.nextInt());
      case 2 -> Pair.same(random.nextLong());
      case 3 -> Pair.same(random.nextLong() >> random.nextInt(64));
      case 4 -> Pair.same(new BigInteger(100, random));
      case 5 -> Pair.same(random.nextBoolean());
      case 6 -> Pair.same(fraction(random));
      case 7 -> new Pair(null, null);
      case 8 -> {
        Twins below = object(random, depth - 1);
        yield new Pair(below.ours, below.vertx);
      }
      default -> array(random, depth - 1);
    };
  }

  private static Pair array(Random random, int depth) {
    JsonArray ours = new JsonArray();
    io.vertx.core.json.JsonArray vertx = new io.vertx.core.json.JsonArray();
    for (int i = random.nextInt(5); i > 0; i--) {
      Pair pair = value(random, depth);
      ours.add(pair.ours);
      vertx.add(pair.vertx);
    }
    return new Pair(ours, vertx);
  }

  private static double fraction(Random random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) ? any : random.nextGaussian();
  }

  /** Of whole code points, with many that are escaped. */
  private static String text(Random random) {
    String special = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080\u2028\ufeff";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(special.charAt(random.nextInt(special.length())));
        case 1 -> text.appendCodePoint(0x1f600 + random.nextInt(64));
        case 2 -> text.append((char) (0xa0 + random.nextInt(0x2000)));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  /** Of any UTF-16 units, with many halves of pairs. */
  private static String anyUnits(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append((char) (random.nextBoolean() ? 0xd7f0 + random.nextInt(0x820) : i * 9));
    }
    return text.toString();
  }

  private static String damaged(String text, Random random) {
    int at = random.nextInt(text.length());
    String junk = "{}[],:\"0.eE-+ntf \\u\u0007";
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      case 2 -> text + text.substring(at);
      default ->
          text.substring(0, at) + junk.charAt(random.nextInt(junk.length())) + text.substring(at);
    };
  }
}
