package org.tcmureclaim.agent.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.ledger.TickFixture;
import org.tcmureclaim.image.TickImage;
import org.tcmureclaim.snapshot.HostSnapshot;

class TickAgeTest {
  private static final long SECOND = 1_000_000_000L;

  private final TickFixture ticks = new TickFixture();

  @AfterEach
  void close() {
    ticks.close();
  }

  @Test
  void age_isSinceTheTickBegan_andStaleWhenTheNextOneIsTenSecondsLate() {
    ticks.nanoTime = -3 * SECOND;
    ticks.ledger.open(new HostSnapshot());
    TickImage image = ticks.newest.image();
    assertThat(TickAge.of(image, 7 * SECOND)).isEqualTo(new TickAge(10, false));
    assertThat(TickAge.of(image, 7 * SECOND + 1).stale()).isTrue();
    assertThat(TickAge.of(image, -4 * SECOND)).isEqualTo(new TickAge(0, false));
  }

  @Test
  void noTickYet_hasNoAge() {
    assertThat(TickAge.of(new TickImage(), 99 * SECOND)).isEqualTo(new TickAge(0, false));
  }
}
