package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.journal.OrderEntry;
import org.tcmureclaim.agent.loop.ShrinkAnswer;
import org.tcmureclaim.agent.loop.ShrinkOrder;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.snapshot.DeviceKey;

/** What the API may do, and what is written down of it. */
final class ApiControlsTest {
  private static final DeviceKey KEY = new DeviceKey("user_0/gold-01", 1);

  private final NotedControls controls = new NotedControls();
  private final List<OrderEntry> journal = new ArrayList<>();
  private final NotedNotices notices = new NotedNotices();
  private final ApiControls ofApi = new ApiControls(controls, journal::add, notices);

  private String lastWords() {
    OrderEntry entry = journal.get(journal.size() - 1);
    assertThat(entry.processId()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(entry.origin()).isEqualTo("the server");
    assertThat(notices.told).as("no warning besides").hasSameSizeAs(journal);
    assertThat(notices.told).last().isEqualTo("order: " + entry.text());
    return entry.order() + ": " + entry.answer();
  }

  @Test
  void pause_endsAfterAnHour_andIsWrittenDown() {
    var unused = ofApi.pause(Optional.of("gold"), true);
    assertThat(controls.asked).containsExactly("pause gold for 3600");
    assertThat(lastWords()).isEqualTo("pause --customer gold --for 3600s: done, for 9 s");
    assertThat(journal.get(0).done()).isTrue();
  }

  @Test
  void pause_ofNobody_isWrittenDownAsRefused() {
    assertThat(ofApi.pause(Optional.of("none"), true)).isCompletedExceptionally();
    assertThat(lastWords())
        .isEqualTo("pause --customer none --for 3600s: refused: no customer none");
    assertThat(journal.get(0).done()).isFalse();
  }

  @Test
  void resume_isWrittenDown() {
    var unused = ofApi.pause(Optional.empty(), false);
    assertThat(controls.asked).containsExactly("resume all");
    assertThat(lastWords()).startsWith("resume: done");
  }

  @Test
  void reload_isWrittenDown() {
    var unused = ofApi.reload(true);
    assertThat(controls.asked).containsExactly("reload true");
    assertThat(lastWords()).isEqualTo("reload --yes: done");
  }

  @Test
  void shrink_keepsPromises_andItsAnswerIsWrittenDownAndHandedOn() {
    List<ShrinkAnswer> answers = new ArrayList<>();
    ofApi.shrink(new ShrinkOrder(KEY, 2, false, answers::add));
    ShrinkOrder asked = controls.shrinks.get(0);
    assertThat(asked.keepsPromises()).isTrue();
    assertThat(asked.keepPages()).isEqualTo(2);
    assertThat(asked.device()).isEqualTo(new ShrinkOrder.Exactly(KEY));
    assertThat(journal).as("it has no answer yet").isEmpty();
    var expected = new ShrinkAnswer.Expected(KEY, 100, 90, 2, 98);
    ShrinkAnswer answer = new ShrinkAnswer.Tried(expected, 7, CutResult.FREED, 98, "");
    asked.answer().accept(answer);
    assertThat(answers).containsExactly(answer);
    assertThat(lastWords())
        .isEqualTo("shrink user_0/gold-01 --keep 8192B: decision 7, freed 392 KiB");
  }
}
