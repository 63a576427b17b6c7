package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PauseEndsTest {
  /** The clock wraps within the test. */
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

  private static final PauseOwner HOST = PauseOwner.COMMAND_LINE;
  private static final PauseOwner SERVER = PauseOwner.SERVER;

  private final PauseEnds ends = new PauseEnds();

  private static long at(double seconds) {
    return START + Math.round(seconds * 1e9);
  }

  @Test
  void pause_endsWhenItsTimeIsOver_once() {
    ends.pause(HOST, "gold", 10, at(0));
    assertThat(ends.leftSeconds("gold", at(0))).isEqualTo(10);
    assertThat(ends.leftSeconds("gold", at(9.5))).isEqualTo(1);
    assertThat(ends.takeDue(at(9.999))).isNull();
    assertThat(ends.takeDue(at(10))).isEqualTo("gold");
    assertThat(ends.takeDue(at(10))).isNull();
    assertThat(ends.leftSeconds("gold", at(10))).isZero();
  }

  @Test
  void pauseWithoutEnd_stays() {
    ends.pause(HOST, PauseEnds.ALL, 0, at(0));
    ends.pause(HOST, "gold", Long.MAX_VALUE, at(0));
    assertThat(ends.takeDue(at(1e9))).isNull();
    assertThat(ends.leftSeconds(PauseEnds.ALL, at(0))).isZero();
    assertThat(ends.leftSeconds("gold", at(0))).isZero();
  }

  @Test
  void pause_isNotShortened_butByResuming() {
    ends.pause(HOST, "gold", 60, at(0));
    ends.pause(HOST, "gold", 10, at(1));
    assertThat(ends.leftSeconds("gold", at(1))).isEqualTo(59);
    ends.pause(HOST, "gold", 90, at(1));
    assertThat(ends.leftSeconds("gold", at(1))).isEqualTo(90);
    ends.pause(HOST, "gold", 0, at(1));
    ends.pause(HOST, "gold", 10, at(1));
    assertThat(ends.takeDue(at(1_000))).isNull();
    ends.resume(HOST, "gold", at(2));
    ends.pause(HOST, "gold", 10, at(2));
    assertThat(ends.leftSeconds("gold", at(2))).isEqualTo(10);
  }

  @Test
  void customers_endOneByOne() {
    ends.pause(HOST, "gold", 10, at(0));
    ends.pause(HOST, "acme", 10, at(0));
    ends.pause(HOST, PauseEnds.ALL, 20, at(0));
    assertThat(ends.takeDue(at(10))).isEqualTo("acme");
    assertThat(ends.takeDue(at(10))).isEqualTo("gold");
    assertThat(ends.takeDue(at(10))).isNull();
    assertThat(ends.takeDue(at(20))).isEqualTo(PauseEnds.ALL);
  }

  @Test
  void pausesOfTwo_endWithTheLaterOne() {
    ends.pause(HOST, "gold", 10, at(0));
    ends.pause(SERVER, "gold", 20, at(0));
    assertThat(ends.leftSeconds("gold", at(0))).isEqualTo(20);
    assertThat(ends.takeDue(at(10))).as("the server's goes on").isNull();
    assertThat(ends.has(HOST, "gold")).isFalse();
    assertThat(ends.has(SERVER, "gold")).isTrue();
    assertThat(ends.takeDue(at(20))).isEqualTo("gold");
    ends.pause(SERVER, "gold", 10, at(20));
    ends.pause(HOST, "gold", 0, at(20));
    assertThat(ends.endsAtNanos("gold")).as("one of them has no end").isZero();
    assertThat(ends.takeDue(at(30))).isNull();
    assertThat(ends.has(SERVER, "gold")).isFalse();
    assertThat(ends.has(HOST, "gold")).isTrue();
  }

  @Test
  void resume_endsThePausesOfBoth() {
    ends.pause(HOST, "gold", 10, at(0));
    ends.pause(SERVER, "gold", 20, at(0));
    ends.resume(HOST, "gold", at(1));
    assertThat(ends.endsAtNanos("gold")).isZero();
    assertThat(ends.takeDue(at(100))).isNull();
  }
}
