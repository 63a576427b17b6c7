package org.tcmureclaim.replay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BadLinesTest {
  private final List<String> notices = new ArrayList<>();

  @Test
  void firstBadLine_endsTheReading_whereNoneIsAllowed() {
    var bad = new BadLines("t.csv", 0, notices::add);
    assertThatThrownBy(() -> bad.leaveOut(7, "dev is empty"))
        .isInstanceOf(TraceException.class)
        .hasMessage("t.csv:7: dev is empty; --max-errors N leaves up to N such lines out");
  }

  @Test
  void manyBadLines_areCounted_andTheFirstOnesShown() {
    var bad = new BadLines("t.csv", 20, notices::add);
    for (int line = 2; line < 22; line++) {
      bad.leaveOut(line, "dev is empty");
    }
    bad.close();
    assertThat(bad.count()).isEqualTo(20);
    assertThat(notices).hasSize(11);
    assertThat(notices.get(0)).isEqualTo("t.csv:2: dev is empty (left out)");
    assertThat(notices.get(10)).isEqualTo("t.csv: 20 bad lines left out in all");
    assertThatThrownBy(() -> bad.leaveOut(22, "again")).hasMessageContaining("more than the 20");
  }
}
