package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames, byte by byte. */
final class OrderFormatTest {

  private static byte[] body(byte[] frame) {
    assertThat(frame).hasSizeLessThanOrEqualTo(OrderFormat.MOST_FRAME_BYTES);
    assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - 4);
    return Arrays.copyOfRange(frame, 4, frame.length);
  }

  static Stream<Order> orders() {
    Origin server = Origin.server("page");
    return Stream.of(
        new Order(Origin.COMMAND_LINE, new Order.Pause(Optional.empty(), 0)),
        new Order(server, new Order.Pause(Optional.of("zwölf"), Long.MAX_VALUE)),
        new Order(Origin.COMMAND_LINE, new Order.Resume(Optional.empty())),
        new Order(Origin.server(""), new Order.Resume(Optional.of("gold"))),
        new Order(Origin.COMMAND_LINE, new Order.Shrink("user_0/gold-01", 4L << 20, true)),
        new Order(server, new Order.Shrink("gold-01", 0, false)),
        new Order(Origin.COMMAND_LINE, new Order.Reload(true)),
        new Order(Origin.COMMAND_LINE, new Order.Reload(false)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void orders_comeBackAsTheyWere(Order order) throws OrderFormatException {
    assertThat(OrderBytes.parse(body(OrderBytes.of(order)))).isEqualTo(order);
  }

  static Stream<OrderAnswer> answers() {
    return Stream.of(
        new OrderAnswer.Paused(false, List.of(), 0, 0),
        new OrderAnswer.Paused(true, List.of("acme", "gold"), 0, 3600),
        new OrderAnswer.Shrunk("user_0/a", 5, 4, 3, 2, true, 0, "", 0, ""),
        new OrderAnswer.Shrunk("user_0/a", 5, 4, 3, 2, false, 17, "freed", 2, "busy"),
        new OrderAnswer.Reloaded(List.of("tick 1s -> 2s"), List.of("x"), List.of("y"), 0, 60),
        new OrderAnswer.Reloaded(List.of(), List.of(), List.of(), 0, 0),
        new OrderAnswer.Refused(OrderAnswer.Reason.NO_SUCH, "no customer gold"),
        new OrderAnswer.UnderWay("soon"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answers_comeBackAsTheyWere(OrderAnswer answer) throws OrderFormatException {
    assertThat(AnswerBytes.parse(body(AnswerBytes.of(answer)))).isEqualTo(answer);
  }

  /** What a program in another language has to send. */
  @Test
  void frame_isAsDescribed() {
    Order order = new Order(Origin.server("t"), new Order.Pause(Optional.of("ab"), 258));
    assertThat(HexFormat.of().formatHex(OrderBytes.of(order)))
        .isEqualTo(
            "00000019" // length
                + "02" // version
                + "01" // pause
                + "010000" // passed on by a server
                + "81000174" // token t
                + "8200026162" // customer ab
                + "4100080000000000000102"); // for 258 s
  }

  @Test
  void listsThatAreTooLong_endEarly_andSaySo() throws OrderFormatException {
    List<String> customers = IntStream.range(0, 1024).mapToObj("customer-%04d"::formatted).toList();
    OrderAnswer.Paused paused =
        (OrderAnswer.Paused)
            AnswerBytes.parse(body(AnswerBytes.of(new OrderAnswer.Paused(true, customers, 0, 9))));
    int told = paused.customers().size();
    assertThat(told).isBetween(200, 300);
    assertThat(paused)
        .isEqualTo(new OrderAnswer.Paused(true, customers.subList(0, told), 1024 - told, 9));
  }

  @Test
  void problemOfACutThatIsTooLong_isCutToo() throws OrderFormatException {
    OrderAnswer.Shrunk shrunk =
        new OrderAnswer.Shrunk("user_0/a", 5, 4, 3, 2, false, 17, "failed", 0, "x".repeat(5_000));
    assertThat(AnswerBytes.parse(body(AnswerBytes.of(shrunk))))
        .isInstanceOfSatisfying(
            OrderAnswer.Shrunk.class,
            told -> {
              assertThat(told.problem()).endsWith("x…").hasSizeBetween(3_800, 4_000);
              assertThat(told.device()).isEqualTo("user_0/a");
            });
  }

  /** Whom it costs something comes before what has only changed. */
  @Test
  void promisesThatAreLost_areListedFirst() throws OrderFormatException {
    List<String> changes = IntStream.range(0, 1024).mapToObj("customer-%04d"::formatted).toList();
    OrderAnswer.Reloaded reloaded = new OrderAnswer.Reloaded(changes, changes, changes, 0, 60);
    assertThat(AnswerBytes.parse(body(AnswerBytes.of(reloaded))))
        .isInstanceOfSatisfying(
            OrderAnswer.Reloaded.class,
            told -> {
              assertThat(told.lostPromises()).hasSizeGreaterThan(200);
              assertThat(told.atOnce()).isEmpty();
              assertThat(told.moreChanges()).isEqualTo(3 * 1024 - told.lostPromises().size());
              assertThat(told.heldSeconds()).isEqualTo(60);
            });
  }

  @Test
  void sentencesThatAreTooLong_areCutBetweenCharacters() throws OrderFormatException {
    for (int shift = 0; shift < 4; shift++) {
      String sentence = "x".repeat(shift) + "𝄞".repeat(2_000);
      OrderAnswer.Refused refused =
          (OrderAnswer.Refused)
              AnswerBytes.parse(
                  body(AnswerBytes.of(new OrderAnswer.Refused(OrderAnswer.Reason.BUSY, sentence))));
      assertThat(refused.sentence()).endsWith("𝄞…").startsWith("x".repeat(shift) + "𝄞");
      assertThat(refused.sentence().length()).isBetween(2_000, 2_100);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "01, 'without version and kind'",
    "0001, 'version 0'",
    "0101, 'version 1'",
    "ff01, 'version 255'",
    "0209, 'unknown kind 9'",
    "0241, 'unknown kind 65'",
    "02010100, 'half a field'",
    "0201820003, 'CUSTOMER that ends after its frame'",
    "02018200016182000162, 'second field CUSTOMER'",
    "02010100000100 00, 'second field SERVER'",
    "02017f0000, 'unknown tag 127'",
    "020182000180, 'CUSTOMER that is not UTF-8'",
    "020101000100, 'SERVER whose value has not its type'",
    "02014100 0401020304, 'FOR_SECONDS whose value has not its type'",
    "0201410008ffffffffffffffff, 'FOR_SECONDS whose value has not its type'",
    "02038100 0161, 'the name of a token, and no server passed the order on'",
    "0203, 'without a device'",
    "0204420008 0000000000000001, 'do not belong there: [KEEP_BYTES]'",
    "0201040000, 'do not belong there: [ALL]'",
  })
  void whatIsNoOrder_isRefused(String hex, String why) {
    byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> OrderBytes.parse(body))
        .isInstanceOf(OrderFormatException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusals_haveTheReasonsThatAreDescribed() throws OrderFormatException {
    for (OrderAnswer.Reason reason : OrderAnswer.Reason.values()) {
      OrderAnswer refused = new OrderAnswer.Refused(reason, "no");
      assertThat(AnswerBytes.parse(body(AnswerBytes.of(refused)))).isEqualTo(refused);
    }
    assertThat(AnswerBytes.of(new OrderAnswer.Refused(OrderAnswer.Reason.TOO_MANY, "no")))
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "00000012" // length
                        + "0244" // version, refused
                        + "4c00080000000000000006" // too many
                        + "8600026e6f")); // no
    assertThat(Arrays.stream(OrderAnswer.Reason.values()).map(reason -> reason.code))
        .containsExactly(1, 2, 3, 4, 5, 6);
    for (String unknown : List.of("0244", "02444c00080000000000000007")) {
      assertThatThrownBy(() -> AnswerBytes.parse(HexFormat.of().parseHex(unknown)))
          .isInstanceOf(OrderFormatException.class)
          .hasMessageStartingWith("a refusal for the unknown reason ");
    }
  }

  @Test
  void fieldsThatDoNotBelongToAnAnswer_areRefused() {
    for (String answer :
        List.of("0245040000", "02438600016e", "0244" + "4c00080000000000000001" + "040000")) {
      assertThatThrownBy(() -> AnswerBytes.parse(HexFormat.of().parseHex(answer)))
          .isInstanceOf(OrderFormatException.class)
          .hasMessageStartingWith("fields that do not belong there: ");
    }
  }

  @Test
  void nameOfAToken_isBoundedAndHarmless() throws OrderFormatException {
    assertThat(Origin.server("a\nb\u001b[2J\u202e").token())
        .isEqualTo("a\\u000ab\\u001b[2J\\u202e");
    for (String one : List.of("x", "𝄞", "\u001b")) {
      for (int length = 0; length < 200; length++) {
        Origin origin = Origin.server("y".repeat(length % 2) + one.repeat(length));
        assertThat(origin.token()).hasSizeLessThanOrEqualTo(Origin.MOST_TOKEN_CHARACTERS);
        assertThat(Origin.server(origin.token())).isEqualTo(origin);
        Order order = new Order(origin, new Order.Reload(false));
        assertThat(OrderBytes.parse(body(OrderBytes.of(order)))).isEqualTo(order);
      }
    }
    assertThat(Origin.server("x".repeat(64)).token()).isEqualTo("x".repeat(64));
    assertThat(Origin.server("x".repeat(65)).token()).isEqualTo("x".repeat(63) + "…");
    assertThat(new Origin(false, "page")).isEqualTo(Origin.COMMAND_LINE);
  }
}
