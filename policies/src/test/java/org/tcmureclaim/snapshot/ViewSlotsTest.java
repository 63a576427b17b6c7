package org.tcmureclaim.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewSlotsTest {
  private final ViewSlots slots = new ViewSlots();

  @Test
  void devices_areNumberedFromZero_whereverTheyAreInTheHost() {
    assertThat(slots.take(4000)).isZero();
    assertThat(slots.take(17)).isEqualTo(1);
    assertThat(slots.hostSlot(0)).isEqualTo(4000);
    assertThat(slots.hostSlot(1)).isEqualTo(17);
    assertThat(slots.capacity()).isEqualTo(4);
  }

  @Test
  void slotThatIsFree_isTakenBeforeAHigherOne() {
    for (int host = 100; host < 110; host++) {
      int unused = slots.take(host);
    }
    slots.release(7);
    slots.release(3);
    assertThat(slots.take(1)).isEqualTo(3);
    assertThat(slots.take(2)).isEqualTo(7);
    assertThat(slots.take(3)).isEqualTo(10);
    assertThat(slots.hostSlot(9)).as("the others stay").isEqualTo(109);
  }

  @Test
  void capacity_followsTheMostDevicesThereWere_notHowManyCame() {
    for (int i = 0; i < 1000; i++) {
      int slot = slots.take(i);
      slots.release(slot);
    }
    assertThat(slots.capacity()).isEqualTo(4);
  }

  /** A policy that had a whole host keeps the numbers by which it knows the devices. */
  @Test
  void slotThatIsGiven_isTakenByNoOther() {
    slots.put(1, 1);
    slots.put(90, 90);
    assertThat(slots.take(5)).isZero();
    assertThat(slots.take(6)).isEqualTo(2);
    assertThat(slots.hostSlot(90)).isEqualTo(90);
    assertThat(slots.capacity()).isGreaterThan(90);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 3, 4, Integer.MAX_VALUE})
  void slotWithoutADevice_isRefused(int slot) {
    int unused = slots.take(5);
    slots.release(0);
    assertThat(slots.holds(slot)).isFalse();
    assertThatThrownBy(() -> slots.hostSlot(slot)).hasMessage("no device in slot " + slot);
  }

  @Test
  void subset_showsTheHostsFigures_andLaddersThatComeLater() {
    DeviceTable host = new DeviceTable();
    int hostSlot = -1;
    for (int i = 0; i < 200; i++) {
      hostSlot = host.add(new DeviceKey("user_0/%03d".formatted(i), 1), 0);
    }
    DeviceTable view = host.subset(slots);
    int slot = slots.take(hostSlot);
    view.selectNone();
    view.select(slot);
    assertThat(view.ladders().rungs(slot)).isZero();

    host.updateUsage(hostSlot, 50, 20, 1);
    host.updateFlags(hostSlot, 3);
    host.ladders().size(hostSlot, 2);
    host.ladders().update(hostSlot, 1, 16, 40, 3);

    assertThat(view.size()).isEqualTo(1);
    assertThat(view.slotOf(new DeviceKey("user_0/199", 1))).isEqualTo(slot);
    assertThat(view.slotOf(new DeviceKey("user_0/198", 1))).isNegative();
    assertThat(view.residentPages(slot)).isEqualTo(50);
    assertThat(view.inUsePages(slot)).isEqualTo(30);
    assertThat(view.totalTailPages()).isEqualTo(20);
    assertThat(view.flags(slot)).isEqualTo(3);
    assertThat(view.ladders().rungs(slot)).isEqualTo(2);
    assertThat(view.ladders().firstPage(slot, 1)).isEqualTo(16);
    assertThat(view.ladders().lastReachedNanos(slot, 1)).isEqualTo(40);
    assertThat(view.ladders().timesReached(slot, 1)).isEqualTo(3);
  }

  @Test
  void subsetOfASubset_andAModelOfOne_areRefused() {
    DeviceTable view = new DeviceTable().subset(slots);
    assertThatThrownBy(() -> view.subset(new ViewSlots())).hasMessage("this is a subset already");
    assertThatThrownBy(view::model).hasMessage("this is a subset already");
  }
}
