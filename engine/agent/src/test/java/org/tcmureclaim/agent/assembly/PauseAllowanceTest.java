package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a server may keep plans back. */
final class PauseAllowanceTest {
  private static final PauseOwner SERVER = PauseOwner.SERVER;
  private static final PauseOwner HOST = PauseOwner.COMMAND_LINE;
  private static final long HOUR = 3_600;

  /** The clock wraps within each test. */
  private static final long START = Long.MAX_VALUE - TimeUnit.MINUTES.toNanos(50);

  private final PauseEnds ends = new PauseEnds();

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** As {@link Controls} has it. */
  private long pause(String whose, long askedSeconds, long atSeconds) {
    long seconds = ends.allowedSeconds(SERVER, askedSeconds, at(atSeconds));
    if (seconds > 0) {
      ends.pause(SERVER, whose, seconds, at(atSeconds));
    }
    return seconds;
  }

  private void endDue(long atSeconds) {
    while (ends.takeDue(at(atSeconds)) != null) {
      // The next one.
    }
  }

  @Test
  void pause_lastsAnHourAtMost() {
    assertThat(pause("gold", 60, 0)).isEqualTo(60);
    assertThat(pause("gold", Long.MAX_VALUE, 0)).isEqualTo(HOUR);
    assertThat(pause("gold", 0, 0)).isEqualTo(HOUR);
    assertThat(ends.leftSeconds("gold", at(0))).isEqualTo(HOUR);
  }

  @Test
  void pauseThatIsRenewed_orOfAnother_endsWithTheSameHour() {
    assertThat(pause("gold", 0, 0)).isEqualTo(HOUR);
    assertThat(pause("gold", 0, 1_000)).isEqualTo(2_600);
    assertThat(pause("acme", 0, 2_000)).isEqualTo(1_600);
    assertThat(pause(PauseEnds.ALL, 0, 3_599)).isEqualTo(1);
    assertThat(pause(PauseEnds.ALL, 0, 3_600)).isZero();
    assertThat(ends.takeDue(at(HOUR))).isEqualTo(PauseEnds.ALL);
    assertThat(ends.takeDue(at(HOUR))).isEqualTo("acme");
    assertThat(ends.takeDue(at(HOUR))).isEqualTo("gold");
    assertThat(pause("gold", 1, HOUR + 3_599)).isZero();
    assertThat(pause("gold", 0, 2 * HOUR)).as("an hour without one").isEqualTo(HOUR);
  }

  @Test
  void onlyTimeThatIsPaused_counts_andNoResumeOfTheServerGivesItBack() {
    assertThat(pause("gold", 0, 0)).isEqualTo(HOUR);
    ends.resume(SERVER, "gold", at(600));
    assertThat(pause("acme", 0, 1_800)).isEqualTo(3_000);
    ends.resume(SERVER, "acme", at(1_800));
    assertThat(pause("acme", 0, 1_800 + 3_599)).isEqualTo(3_000);
    ends.resume(SERVER, "acme", at(1_800 + 3_599));
    assertThat(pause("acme", 0, 1_800 + 3_599 + HOUR)).isEqualTo(HOUR);
  }

  @Test
  void resumeOnTheHost_givesTheWholeHourBack() {
    assertThat(pause("gold", 0, 0)).isEqualTo(HOUR);
    assertThat(pause("acme", 0, 0)).isEqualTo(HOUR);
    ends.resume(HOST, "gold", at(3_000));
    assertThat(ends.leftSeconds("acme", at(3_000))).as("goes on").isEqualTo(600);
    assertThat(pause("gold", 0, 3_000)).isEqualTo(HOUR);
    ends.resume(HOST, "gold", at(4_000));
    assertThat(ends.has(SERVER, "gold")).isFalse();
  }

  @Test
  void pausesOfTheHost_haveNoBound_andUseNothingOfTheServers() {
    assertThat(ends.allowedSeconds(HOST, 0, at(0))).isZero();
    assertThat(ends.allowedSeconds(HOST, 7_200, at(0))).isEqualTo(7_200);
    ends.pause(HOST, "gold", 7_200, at(0));
    assertThat(pause("acme", 0, 3_600)).isEqualTo(HOUR);
  }

  /** A server that asks at any times, and resumes at any times, pauses half of them at most. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void serverThatIsTakenOver_pausesNoMoreThanAnHourWithoutAnHourBetween(long seed) {
    Random random = new Random(seed);
    String[] names = {PauseEnds.ALL, "gold", "acme"};
    long inARow = 0;
    long unpaused = HOUR;
    for (int second = 0; second < 40 * HOUR; second++) {
      endDue(second);
      String name = names[random.nextInt(names.length)];
      if (random.nextInt(100) < 3) {
        long unused = pause(name, random.nextInt(5_000), second);
      } else if (random.nextInt(2_000) < 1) {
        ends.resume(SERVER, name, at(second));
      }
      boolean paused = false;
      for (String one : names) {
        paused |= ends.has(SERVER, one);
      }
      unpaused = paused ? 0 : unpaused + 1;
      inARow = unpaused >= HOUR ? 0 : inARow + (paused ? 1 : 0);
      assertThat(inARow).isLessThanOrEqualTo(HOUR);
    }
  }
}
