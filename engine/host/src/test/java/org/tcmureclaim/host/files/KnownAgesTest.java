package org.tcmureclaim.host.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.host.files.KnownAges.Seen;

class KnownAgesTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;
  private static final long NOW = 1_700_000_000_000L;

  private final KnownAges ages = new KnownAges();

  private static Seen file(String name, long changedMillis) {
    return new Seen(Path.of(name), changedMillis);
  }

  private boolean isOld(Seen seen, long nowMillis, long afterMillis) {
    return ages.isOlder(seen, WEEK, nowMillis, afterMillis * 1_000_000);
  }

  /** What a jump of the clock by 400 days makes of all files that there are. */
  @Test
  void filesOfBeforeAJump_areNotOldAtTheStart_norAnHourLater() {
    List<Seen> all = List.of(file("a", NOW - 2 * HOUR), file("b", NOW - HOUR), file("c", NOW));
    ages.note(all, 0);
    long jumped = NOW + 400 * DAY;
    assertThat(all).noneMatch(seen -> isOld(seen, jumped, HOUR));
    assertThat(isOld(all.get(0), jumped, WEEK - 2 * HOUR + 1)).isTrue();
    assertThat(isOld(all.get(2), jumped, WEEK - 1)).isFalse();
    assertThat(isOld(all.get(2), jumped, WEEK + 1)).isTrue();
  }

  /** The clock jumped, files were written, the agent was started again. */
  @Test
  void jumpBetweenTwoFiles_countsForADay() {
    Seen before = file("a", NOW - DAY);
    Seen after = file("b", NOW + 400 * DAY);
    ages.note(List.of(before, after), 0);
    assertThat(isOld(before, NOW + 400 * DAY, 0)).isFalse();
    assertThat(isOld(before, NOW + 400 * DAY, 6 * DAY - 1)).isFalse();
  }

  @Test
  void filesThatAgentsWroteDayByDay_areAsOldAsTheirTimesSay() {
    Seen oldest = file("a", NOW - 8 * DAY);
    ages.note(
        List.of(
            oldest,
            file("b", NOW - 7 * DAY),
            file("c", NOW - 6 * DAY),
            file("d", NOW - 5 * DAY),
            file("e", NOW - 4 * DAY),
            file("f", NOW - 3 * DAY),
            file("g", NOW - 2 * DAY),
            file("h", NOW - DAY),
            file("i", NOW)),
        0);
    assertThat(isOld(oldest, NOW, 0)).isTrue();
    assertThat(isOld(oldest, NOW - 2 * DAY, 0)).as("the clock is behind").isFalse();
  }

  @Test
  void fileThatCameInTheRun_isAsOldAsTheMonotonicClockSays() {
    ages.note(List.of(), 0);
    Seen seen = file("a", NOW);
    ages.note(List.of(seen), DAY * 1_000_000);
    assertThat(isOld(seen, NOW + 400 * DAY, 8 * DAY)).isFalse();
    assertThat(isOld(seen, NOW + 400 * DAY, 8 * DAY + 1)).isTrue();
  }

  /** The clock was set back while the agent did not run. */
  @Test
  void fileThatIsOlderThanTheOneBefore_addsNothingToItsAge() {
    Seen before = file("a", NOW);
    ages.note(List.of(before, file("b", NOW - 3 * DAY)), 0);
    assertThat(isOld(before, NOW + 400 * DAY, WEEK)).isFalse();
    assertThat(isOld(before, NOW + 400 * DAY, WEEK + 1)).isTrue();
  }

  @Test
  void fileThatGoesAndComesBack_isNewAgain() {
    Seen seen = file("a", NOW);
    ages.note(List.of(seen), 0);
    ages.note(List.of(), HOUR * 1_000_000);
    ages.note(List.of(seen), WEEK * 1_000_000);
    assertThat(isOld(seen, NOW + 400 * DAY, WEEK + 1)).isFalse();
  }

  /** Each look notes all files again. */
  @Test
  void fileThatIsNotedAgain_keepsItsAge_andOneThatComesBeforeItIsNew() {
    Seen noted = file("b", NOW);
    ages.note(List.of(noted), 0);
    long later = 8 * DAY;
    Seen before = file("a", NOW - 30 * DAY);
    Seen another = file("c", NOW + 30 * DAY);
    ages.note(List.of(before, noted, another), later * 1_000_000);
    assertThat(isOld(noted, NOW + later, later)).isTrue();
    assertThat(isOld(before, NOW + later, later + WEEK - HOUR)).isFalse();
  }
}
