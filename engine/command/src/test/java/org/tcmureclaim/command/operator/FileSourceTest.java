package org.tcmureclaim.command.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.display.Screen;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.json.JsonArray;
import org.tcmureclaim.json.JsonObject;

/** An agent by its files, while it goes on, hangs and ends. */
class FileSourceTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;
  private ShownAgent agent;
  private long lateNanos;
  private FileSource source;

  @BeforeEach
  void start() throws IOException {
    agent = new ShownAgent(folder);
    source = new FileSource(agent.files, () -> WorkerClock.OF_MACHINE.nanoTime() + lateNanos);
  }

  @AfterEach
  void end() {
    source.close();
    agent.close();
  }

  @Test
  void answers_areOfOneTick_untilItLooksAgain() {
    agent.pass(1);
    long tick = source.status().getLong("tick");
    agent.pass(3);
    assertThat(source.status().getLong("tick")).isEqualTo(tick);
    source.refresh();
    assertThat(source.status().getLong("tick")).isEqualTo(tick + 3);
  }

  @Test
  void agentThatHangs_isStale_andItsTickAsOldAsItIs() {
    agent.pass(1);
    assertThat(health().getBoolean("stale")).isFalse();
    assertThat(source.stale()).isEmpty();
    lateNanos = 25 * SECOND;
    assertThat(health().getBoolean("stale")).isTrue();
    assertThat(health().getDouble("tick_age_seconds")).isGreaterThanOrEqualTo(25);
    assertThat(StatusText.of(source.status(), new JsonArray(), ""))
        .startsWith("STALE      no tick for 2");
    assertThat(source.stale().orElseThrow()).startsWith("no tick for 2").contains("hangs");
    assertThat(source.ended()).isEmpty();
    TopView top = new TopView(Screen.USUAL, false);
    top.show(source.status(), source.devices(top.wanted(), 0, 5), new JsonArray());
    assertThat(top.lines().get(0)).startsWith("STALE: no tick for 2");
  }

  @Test
  void decisions_areFollowed_untilNoMoreAreWanted_orTheAgentEnds() throws InterruptedException {
    agent.cut();
    List<Long> seen = new ArrayList<>();
    source.follow(
        0,
        decision -> {
          seen.add(decision.getLong("number"));
          if (seen.size() == 1) {
            agent.cut();
          }
          return seen.size() < 2;
        });
    assertThat(seen).containsExactly(1L, 2L);
    agent.endJournal();
    agent.endLeavingFiles();
    assertThatThrownBy(() -> source.follow(0, decision -> true))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("has ended without a word");
  }

  @Test
  void oneStateAfterAnother_isSeenWhenItLooksAgain() {
    assertThat(source.status().getBoolean("paused")).isFalse();
    agent.show(agent.state(true));
    source.refresh();
    assertThat(source.status().getBoolean("paused")).isTrue();
  }

  private JsonObject health() {
    return source.status().getJsonObject("health");
  }
}
