package org.tcmureclaim.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tcmureclaim.snapshot.HostFixture.MIB;
import static org.tcmureclaim.snapshot.HostFixture.SECOND_NANOS;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcmureclaim.guard.Ruling;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HandlerEnd;
import org.tcmureclaim.snapshot.HandlerTable;
import org.tcmureclaim.snapshot.HostFixture;

/** The processes that serve LUNs: the first LUN of each is cut alone, and bad ends are answered. */
class HandlersTest {
  private static final String RUNNER = "/usr/bin/tcmu-runner";
  private static final String OTHER = "/opt/overlaybd/bin/overlaybd-tcmu";
  private static final long HOUR_NANOS = 3600 * SECOND_NANOS;

  private final HostFixture host = new HostFixture();
  private Decider decider = decider(Granularity.DEVICE);
  private int a;
  private int b;

  /** Two LUNs of one process, and a host that is short. */
  @BeforeEach
  void shortHost() {
    host.holds(host.device("user_0/warm", 0), 80_000, 0);
    a = host.device("user_0/a", 20_000);
    b = host.device("user_0/b", 20_000);
    serve(1, RUNNER, a, b);
    host.pass(60 * SECOND_NANOS).availableBytes(199 * MIB);
  }

  @Test
  void firstLunOfAProcess_isCutAlone() {
    assertThat(cuts()).containsExactly("user_0/a");
    assertThat(decide().verdict(b)).isEqualTo(Verdict.HANDLER_WATCHED);
    assertThat(decide().reasons().afterNanos(b)).isEqualTo(Ruling.NEVER);
  }

  @Test
  void othersOfIt_areCut_onceItSurvivedForAMinute() {
    cutAndPass(59);
    assertThat(cuts()).doesNotContain("user_0/b");
    assertThat(decide().reasons().afterNanos(b)).isEqualTo(SECOND_NANOS);
    pass(1);
    assertThat(cuts()).contains("user_0/b");
  }

  @Test
  void emergency_waitsForATenthOfIt() {
    cutAndPass(5);
    host.availableBytes(MIB);
    assertThat(cuts()).doesNotContain("user_0/b");
    pass(1);
    host.availableBytes(MIB);
    assertThat(cuts()).contains("user_0/b");
  }

  @Test
  void cutThatFreedNothing_triesNothing() {
    settle(decide(), CutResult.BUSY, 0);
    assertThat(cuts()).containsExactly("user_0/b");
  }

  @Test
  void lunOfAnotherProcess_isNotHeldBack() {
    serve(2, OTHER, b);
    assertThat(cuts()).containsExactly("user_0/a", "user_0/b");
  }

  @Test
  void lunsWhoseProcessWasNeverKnown_areNotHeldBack() {
    host.holds(a, 0, 0).holds(b, 0, 0);
    host.device("user_0/c", 20_000);
    host.device("user_0/d", 20_000);
    assertThat(cuts()).containsExactly("user_0/c", "user_0/d");
  }

  /** One that was started anew may serve them and is not seen yet. */
  @Test
  void lunsWhoseProcessIsGone_waitForAMinute() {
    cutAndPass(60);
    end(1, RUNNER, HandlerEnd.ORDERLY, host.nowNanos());
    serve(HandlerTable.NONE, "", a, b);
    pass(59);
    assertThat(cuts()).isEmpty();
    assertThat(decide().reasons().afterNanos(b)).isEqualTo(SECOND_NANOS);
    pass(1);
    assertThat(cuts()).containsExactly("user_0/a", "user_0/b");
  }

  /** It would be too little, and there is never more while it is tried alone. */
  @Test
  void smallFirstLun_isCutAllTheSame() {
    host.holds(a, 100, 100);
    assertThat(cuts()).isNotEmpty().hasSize(1);
    host.holds(b, 50, 50);
    assertThat(cuts()).containsExactly("user_0/a");
  }

  @Test
  void newProcessOfAProgram_beginsWithOneLunAgain() {
    cutAndPass(60);
    end(1, RUNNER, HandlerEnd.ORDERLY, host.nowNanos());
    serve(1, RUNNER, a, b);
    pass(1);
    assertThat(cuts()).hasSize(1);
  }

  @Test
  void faultWithinAMinuteOfACut_holdsTheProgramForAnHour() {
    cutAndPass(59);
    fault(1);
    assertThat(cuts()).isEmpty();
    assertThat(decide().verdict(b)).isEqualTo(Verdict.HANDLER_BRAKED);
    assertThat(decide().reasons().rule(b)).isEqualTo("handler brake");
    assertThat(decide().reasons().afterNanos(b)).isEqualTo(HOUR_NANOS);
    assertThat(news()).containsExactly(RUNNER + " by fault");
    assertThat(news()).isEmpty();
    assertThat(decider.handlerBrakes()).isEqualTo(1);
  }

  @Test
  void hold_countsForTheProcessThatIsStartedNext_andEndsWithOneLunAgain() {
    cutAndPass(59);
    fault(1);
    decide();
    serve(2, RUNNER, a, b);
    pass(3599);
    assertThat(cuts()).isEmpty();
    pass(1);
    assertThat(cuts()).hasSize(1);
  }

  @Test
  void hold_countsForNewLunsOfTheProgram_andForNoOther() {
    cutAndPass(59);
    fault(1);
    int c = host.device("user_0/c", 20_000);
    int d = host.device("user_0/d", 20_000);
    serve(2, RUNNER, c);
    serve(3, OTHER, d);
    pass(60);
    assertThat(cuts()).containsExactly("user_0/d");
  }

  /** The handler ends while the plan is under way: its end is told before what the plan did. */
  @Test
  void faultToldBeforeTheCut_holdsTheProgram() {
    Plan plan = decide();
    List<String> cut = cuts(plan);
    long startedAtNanos = host.nowNanos();
    Outcomes outcomes = outcomes(plan, CutResult.FREED, 20_000, startedAtNanos, 3 * SECOND_NANOS);
    pass(2);
    fault(1);
    assertThat(news()).isEmpty();
    pass(1);
    decider.settle(host.snapshot(), outcomes);
    assertThat(cut).containsExactly("user_0/a");
    assertThat(decide().verdict(b)).isEqualTo(Verdict.HANDLER_BRAKED);
    assertThat(news()).containsExactly(RUNNER + " by fault");
  }

  @Test
  void faultLongAfterACut_isUnexpected_andNoMore() {
    cutAndPass(61);
    fault(1);
    assertThat(decider.handlerBrakes()).isZero();
    serve(1, RUNNER, a, b);
    assertThat(cuts()).hasSize(1);
  }

  @Test
  void unexpectedEnd_countsFromTheSecondInADayOn() {
    unexpected(1);
    assertThat(cuts()).isNotEmpty();
    pass(24 * 3600 + 1);
    unexpected(1);
    assertThat(cuts()).isNotEmpty();
    pass(24 * 3600);
    unexpected(1);
    assertThat(cuts()).isEmpty();
    assertThat(news()).containsExactly(RUNNER + " twice");
  }

  /** A service that is started again and again must not fill the log. */
  @Test
  void programThatGoesOnEnding_isHeldForLonger_andToldOnce() {
    unexpected(1);
    unexpected(1);
    pass(1800);
    unexpected(1);
    assertThat(news()).hasSize(1);
    assertThat(decider.handlerBrakes()).isEqualTo(1);
    pass(3599);
    assertThat(cuts()).isEmpty();
    pass(1);
    assertThat(cuts()).isNotEmpty();
  }

  @Test
  void orderlyEnds_countForNothing() {
    for (int i = 0; i < 5; i++) {
      end(1, RUNNER, HandlerEnd.ORDERLY, host.nowNanos());
      serve(1, RUNNER, a, b);
      pass(60);
      assertThat(cuts()).isNotEmpty();
    }
    assertThat(decider.handlerBrakes()).isZero();
  }

  @Test
  void cutThatWasOnlyObserved_doesNotMakeAFaultItsOwn() {
    settle(decide(), CutResult.OBSERVED, 0);
    pass(1);
    fault(1);
    assertThat(decider.handlerBrakes()).isZero();
  }

  @Test
  void hostThatCanOnlyCutAll_triesNoneFirst_andCutsNothingWhileAProgramIsHeld() {
    decider = decider(Granularity.HOST);
    Plan plan = decide();
    assertThat(cuts(plan)).contains("user_0/a", "user_0/b");
    settle(plan, CutResult.FREED, 20_000);
    pass(10);
    serve(2, OTHER, b);
    fault(1);
    assertThat(cuts()).isEmpty();
    assertThat(decide().verdict(b)).isEqualTo(Verdict.HANDLER_BRAKED);
  }

  @ParameterizedTest
  @EnumSource(HandlerEnd.class)
  void endOfAProcessWithoutLuns_isNoMatter(HandlerEnd end) {
    cutAndPass(1);
    end(7, "", end, host.nowNanos());
    end(7, "", end, host.nowNanos());
    decide();
    assertThat(decider.handlerBrakes()).isZero();
  }

  private void cutAndPass(long seconds) {
    settle(decide(), CutResult.FREED, 20_000);
    pass(seconds);
  }

  private void pass(long seconds) {
    decide();
    host.snapshot().handlers().begin();
    host.pass(seconds * SECOND_NANOS);
  }

  private void fault(int number) {
    end(number, RUNNER, HandlerEnd.FAULT, host.nowNanos());
    decide();
    host.snapshot().handlers().begin();
  }

  private void unexpected(int number) {
    end(number, RUNNER, HandlerEnd.UNEXPECTED, host.nowNanos());
    decide();
    host.snapshot().handlers().begin();
    serve(number, RUNNER, a, b);
  }

  private void end(int number, String program, HandlerEnd end, long atNanos) {
    host.snapshot().handlers().ended(number, program, end, atNanos);
  }

  private void serve(int number, String program, int... slots) {
    if (number != HandlerTable.NONE) {
      host.snapshot().handlers().serves(number, program);
    }
    for (int slot : slots) {
      host.snapshot().devices().updateHandler(slot, number);
    }
  }

  private Plan decide() {
    return decider.decide(host.snapshot());
  }

  private List<String> cuts() {
    return cuts(decide());
  }

  private static List<String> cuts(Plan plan) {
    List<String> paths = new ArrayList<>();
    for (int cut = 0; cut < plan.size(); cut++) {
      paths.add(plan.key(cut).path());
    }
    return paths;
  }

  private List<String> news() {
    List<String> news = new ArrayList<>();
    decider.tellOfHandlers(
        host.snapshot(),
        (program, byFault) -> news.add(program + (byFault ? " by fault" : " twice")));
    return news;
  }

  private void settle(Plan plan, CutResult result, long freedPages) {
    decider.settle(host.snapshot(), outcomes(plan, result, freedPages, host.nowNanos(), 0));
  }

  private static Outcomes outcomes(
      Plan plan, CutResult result, long freedPages, long startedAtNanos, long tookNanos) {
    Outcomes outcomes = new Outcomes();
    outcomes.begin(startedAtNanos);
    for (int cut = 0; cut < plan.size(); cut++) {
      outcomes.add(plan.key(cut), result, freedPages);
    }
    outcomes.end(result, "", startedAtNanos + tookNanos);
    return outcomes;
  }

  private static Decider decider(Granularity granularity) {
    return DeciderTest.decider("lru", granularity);
  }
}
