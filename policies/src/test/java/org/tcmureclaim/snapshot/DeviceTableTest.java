package org.tcmureclaim.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceTableTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void table_afterAnyHistory_equalsASortedMap(long seed) {
    var random = new SplittableRandom(seed);
    var table = new DeviceTable();
    var model = new TreeMap<DeviceKey, Long>();
    for (int step = 0; step < 2000; step++) {
      var key = new DeviceKey("user_0/lun" + random.nextInt(150), random.nextInt(3));
      if (!model.containsKey(key)) {
        long pages = random.nextLong(10_000);
        table.updateUsage(table.add(key, step), pages, pages / 2, step);
        model.put(key, pages);
      } else if (random.nextInt(3) > 0) {
        table.remove(table.slotOf(key));
        model.remove(key);
      }
    }
    assertThat(keysOf(table)).containsExactlyElementsOf(model.keySet());
    model.forEach(
        (key, pages) -> assertThat(table.residentPages(table.slotOf(key))).isEqualTo(pages));
    assertThat(table.totalResidentPages())
        .isEqualTo(model.values().stream().mapToLong(Long::longValue).sum());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void devicesAddedInAnyOrder_beforeAnyoneLooks_comeInKeyOrder(long seed) {
    var random = new SplittableRandom(seed);
    var table = new DeviceTable();
    var model = new TreeMap<DeviceKey, Long>();
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < random.nextInt(200); i++) {
        var key = new DeviceKey("user_0/lun" + random.nextInt(1000), 1);
        if (model.putIfAbsent(key, 0L) == null) {
          int unused = table.add(key, 0);
        } else {
          assertThatThrownBy(() -> table.add(key, 0)).hasMessageContaining("already");
        }
      }
      assertThat(table.size()).isEqualTo(model.size());
      assertThat(keysOf(table)).containsExactlyElementsOf(model.keySet());
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @Test
  void slot_ofADevice_staysWhenOthersComeAndGo() {
    var table = new DeviceTable();
    int before = table.add(new DeviceKey("user_0/b", 1), 0);
    int middle = table.add(new DeviceKey("user_0/m", 1), 0);
    table.add(new DeviceKey("user_0/a", 1), 0);
    table.remove(before);
    assertThat(table.slotOf(new DeviceKey("user_0/m", 1))).isEqualTo(middle);
    assertThat(table.slotOf(new DeviceKey("user_0/b", 1))).isEqualTo(-1);
  }

  @Test
  void device_createdAgain_isAnotherOneAndStartsFromNothing() {
    var table = new DeviceTable();
    int old = table.add(new DeviceKey("user_0/a", 1), 0);
    table.updateUsage(old, 500, 500, 0);
    table.updateTraffic(old, 9, 9, 0);
    table.remove(old);
    int renewed = table.add(new DeviceKey("user_0/a", 2), 5);
    assertThat(table.residentPages(renewed)).isZero();
    assertThat(table.commands(renewed)).isZero();
    assertThat(table.lastActiveNanos(renewed)).isEqualTo(5);
    assertThat(DeviceFlag.USAGE_UNKNOWN.in(table.flags(renewed))).isTrue();
  }

  @Test
  void device_isActive_onlyWhenItsCommandsMoved() {
    var table = new DeviceTable();
    int slot = table.add(new DeviceKey("user_0/a", 1), 0);
    table.updateTraffic(slot, 1, 4096, 10);
    table.updateTraffic(slot, 1, 4096, 20);
    assertThat(table.lastActiveNanos(slot)).isEqualTo(10);
  }

  @Test
  void device_addedTwice_isRefused() {
    var table = new DeviceTable();
    table.add(new DeviceKey("user_0/a", 1), 0);
    assertThatThrownBy(() -> table.add(new DeviceKey("user_0/a", 1), 0))
        .hasMessage("device user_0/a#1 is in the table already");
  }

  private static List<DeviceKey> keysOf(DeviceTable table) {
    var keys = new ArrayList<DeviceKey>();
    for (int i = 0; i < table.size(); i++) {
      keys.add(table.key(table.slotAt(i)));
    }
    return keys;
  }
}
