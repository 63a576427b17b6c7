package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tcmureclaim.outcome.CutResult;
import org.tcmureclaim.outcome.Outcomes;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

class TickRingTest {
  private static final int RUNGS = 13;

  private final HostSnapshot snapshot = new HostSnapshot();
  private final Tick tick = new Tick();
  private final TickRing ring = new TickRing(true);
  private final TickReader reader = ring.reader(true);
  private final TickImage read = new TickImage();

  @Test
  void readerThatKeepsUp_readsEveryTick_withItsLadders() {
    device("user_0/a");
    for (int i = 1; i <= 100; i++) {
      snapshot.devices().ladders().update(0, 1, 7, i, 2L * i);
      publish();
      assertThat(reader.unread()).isEqualTo(1);
      assertThat(reader.read(read)).isTrue();
      assertThat(read.of(HostFigure.TICK)).isEqualTo(i);
      assertThat(read.path(0)).isEqualTo("user_0/a");
      assertThat(read.handler(0)).isEqualTo("rbd/user_0/a");
      assertThat(read.rungFirstPage(0, 1)).isEqualTo(7);
      assertThat(read.rungLastReachedNanos(0, 1)).isEqualTo(i);
      assertThat(read.rungTimesReached(0, 1)).isEqualTo(2L * i);
    }
    assertThat(reader.read(read)).isFalse();
    assertThat(reader.lost()).isZero();
  }

  @Test
  void readerThatIsTooSlow_losesTheOldest_whichAreCounted() {
    publish(TickRing.MOST_IMAGES);
    assertThat(reader.lost()).isZero();
    publish(10);
    assertThat(reader.lost()).isEqualTo(10);
    assertThat(reader.unread()).isEqualTo(TickRing.MOST_IMAGES);
    for (int i = 1; i <= TickRing.MOST_IMAGES; i++) {
      assertThat(reader.read(read)).isTrue();
      assertThat(read.of(HostFigure.TICK)).isEqualTo(10 + i);
    }
    assertThat(reader.read(read)).isFalse();
    assertThat(reader.lost()).isEqualTo(10);
  }

  @Test
  void eachReader_hasAPaceOfItsOwn() {
    TickReader other = ring.reader(false);
    publish(3);
    assertThat(other.read(read)).isTrue();
    assertThat(read.hasLadders()).isFalse();
    assertThat(other.unread()).isEqualTo(2);
    assertThat(reader.unread()).isEqualTo(3);
  }

  /** All images were made with the first tick, for one device; then there are 4,096. */
  @Test
  void manyDevices_areInFewerImages_soThatTheyTakeNotMore() {
    device("user_0/a");
    publish(TickRing.MOST_IMAGES);
    assertThat(ring.newest() - ring.oldest() + 1).isEqualTo(TickRing.MOST_IMAGES);
    for (int i = 1; i < 1100; i++) {
      device("user_0/" + i);
    }
    publish();
    long one = TickImage.bytes(1100, 1100L * RUNGS);
    long kept = ring.newest() - ring.oldest() + 1;
    assertThat(kept).isEqualTo(TickRing.MOST_BYTES / one).isBetween(8L, 16L);
    assertThat(TickRing.bytes(1100, 1100L * RUNGS)).isEqualTo(kept * one);
    publish(100);
    assertThat(ring.newest() - ring.oldest() + 1).isEqualTo(kept);
    assertThat(reader.read(read)).isTrue();
    assertThat(read.of(HostFigure.TICK)).isEqualTo(ring.oldest());
    assertThat(reader.lost()).isEqualTo(ring.oldest() - 1);
    assertThat(TickRing.bytes(4096, 4096L * RUNGS))
        .isEqualTo(TickRing.LEAST_IMAGES * TickImage.bytes(4096, 4096L * RUNGS));
  }

  @Test
  void planThatEnded_isInEachTickUntilTheNextOneEnds() {
    DeviceKey gone = new DeviceKey("user_0/gone", 3);
    Outcomes outcomes = new Outcomes();
    outcomes.begin(5);
    outcomes.add(gone, CutResult.FREED, 40, 6);
    outcomes.end(CutResult.FREED, "late", 9);
    tick.ended(7, outcomes);
    outcomes.begin(10);
    publish(2);
    for (int i = 0; i < 2; i++) {
      assertThat(reader.read(read)).isTrue();
      EndedPlan plan = read.endedPlan();
      assertThat(read.of(HostFigure.ENDED_PLAN)).isEqualTo(7);
      assertThat(plan.number()).isEqualTo(7);
      assertThat(plan.freedPages()).isEqualTo(40);
      assertThat(plan.cuts()).containsExactly(new EndedPlan.Cut(gone, CutResult.FREED, 40, 6));
    }
  }

  @Test
  void whatHeldTheLoopUp_isInTheNextTickAlone() {
    tick.held("no such file");
    publish(2);
    assertThat(reader.read(read)).isTrue();
    assertThat(read.heldBefore()).containsExactly("no such file");
    assertThat(reader.read(read)).isTrue();
    assertThat(read.heldBefore()).isEmpty();
  }

  private void device(String path) {
    DeviceTable devices = snapshot.devices();
    int slot = devices.add(new DeviceKey(path, 1), 0);
    devices.ladders().size(slot, RUNGS);
    tick.device(slot, path, "gold", "rbd/" + path);
  }

  private void publish(int ticks) {
    for (int i = 0; i < ticks; i++) {
      publish();
    }
  }

  private void publish() {
    tick.sensed(snapshot);
    TickImage unused = ring.publish(tick);
  }
}
