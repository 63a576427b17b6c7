package org.tcmureclaim.agent.orders;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Frames from whoever connects to the order socket, and from whatever listens there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrderFrameFuzzTest {
  /** What is understood must be sent again as it was understood. */
  private static void order(byte[] frame) throws OrderFormatException {
    Order order = OrderBytes.parse(body(frame));
    require(OrderBytes.parse(body(OrderBytes.of(order))).equals(order), order);
  }

  private static void answer(byte[] frame) throws OrderFormatException {
    OrderAnswer answer = AnswerBytes.parse(body(frame));
    byte[] again = AnswerBytes.of(answer);
    require(again.length <= OrderFormat.MOST_FRAME_BYTES, answer);
    OrderAnswer unused = AnswerBytes.parse(body(again));
  }

  private static byte[] body(byte[] frame) throws OrderFormatException {
    byte[] padded = Arrays.copyOf(frame, Math.max(frame.length, OrderFormat.LENGTH_BYTES));
    int length = FrameReader.bodyBytes(Arrays.copyOf(padded, OrderFormat.LENGTH_BYTES));
    return Arrays.copyOfRange(padded, 4, Math.min(padded.length, 4 + length));
  }

  private static void require(boolean fine, Object what) {
    if (!fine) {
      throw new AssertionError(what);
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        seeded(
            FuzzTarget.ofBytes("order-frame", OrderFrameFuzzTest::order),
            OrderFormatTest.orders().map(OrderBytes::of).toList()),
        seeded(
            FuzzTarget.ofBytes("order-answer", OrderFrameFuzzTest::answer),
            OrderFormatTest.answers().map(AnswerBytes::of).toList()));
  }

  private static FuzzTarget seeded(FuzzTarget target, List<byte[]> frames) {
    frames.forEach(target::seed);
    return target
        .refusing(OrderFormatException.class)
        .words("\u0001\u0000\u0000", "A\u0000\u0008\u0000\u0000\u0000\u0000", "\u0000\u0002")
        .allocatingAtMost(1 << 20);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
