package org.tcmureclaim.replay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.replay.recorded.Agreement;

/** What is said of a replay that was compared with its recording, and whether it is a failure. */
class AgreementTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | 0 |  0 | every plan is the recorded one                      | false",
        "200 | 3 |  0 | 3 plans differ                                      | true",
        "150 | 3 | 20 | 3 plans differ before the first gap, 20 behind it   | true",
        "150 | 0 | 20 | every plan of the first 150 ticks is the recorded one; 20 plans behind a gap differ | false",
        "  0 | 0 | 20 | 20 plans differ, all behind a gap                   | true",
        "  0 | 0 |  0 | every plan is the recorded one                      | false",
      })
  void verdict_isWhatIsKnown(
      long knownTicks, long differences, long later, String verdict, boolean wrong) {
    var agreement =
        new Agreement(200, knownTicks, 9, 5, 1, differences, later, List.of(), List.of());
    assertThat(AgreementText.of("here", agreement).lines().findFirst())
        .hasValue("here: 200 ticks, 9 decisions, 5 cuts, 1 configurations: " + verdict);
    assertThat(agreement.isWrong()).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "150 | ticks are missing behind the first 150: from there on ",
        "  0 | it does not begin with the agent: from there on ",
      })
  void gap_isToldWithWhereItIs(long knownTicks, String gap) {
    var agreement = new Agreement(200, knownTicks, 9, 5, 1, 0, 0, List.of(), List.of());
    assertThat(AgreementText.of("here", agreement).lines().skip(1).findFirst().orElseThrow())
        .startsWith("  " + gap);
  }
}
