package org.tcmureclaim.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

final class DeviceGroupsTest {

  @Test
  void fewDevices_areShownThemselves() {
    DeviceGroups groups = DeviceGroups.of(devices("b", "a"));
    assertThat(groups.kind()).isEqualTo("device");
    assertThat(groups.labels()).containsExactly("a", "b");
  }

  @Test
  void names_makeGroups_whereTheyBeginInAFewWays() {
    TickTable ticks =
        devices(
            IntStream.range(0, 20)
                .mapToObj(i -> (i < 5 ? "gold/vol-" : "silver/vol-") + i)
                .toArray(String[]::new));
    DeviceGroups groups = DeviceGroups.of(ticks);
    assertThat(groups.kind()).isEqualTo("name");
    assertThat(groups.labels()).containsExactly("gold/vol… (5)", "silver/vol… (15)");
    for (int device = 0; device < 20; device++) {
      assertThat(groups.of(device)).isEqualTo(ticks.name(device).startsWith("gold") ? 0 : 1);
    }
  }

  @Test
  void customers_makeGroups_theLargestFirst() {
    DeviceGroups groups = DeviceGroups.of(devices("a", "b", "c"), List.of("", "gold", "gold"));
    assertThat(groups.kind()).isEqualTo("customer");
    assertThat(groups.labels()).containsExactly("gold (2)", "unknown (1)");
    assertThat(IntStream.range(0, 3).map(groups::of)).containsExactly(1, 0, 0);
  }

  @Test
  void manyCustomers_areShown_asFarAsThereAreColours() {
    String[] names = IntStream.range(10, 30).mapToObj(i -> "d" + i).toArray(String[]::new);
    List<String> customers = IntStream.range(10, 30).mapToObj(i -> "c" + i).toList();
    DeviceGroups groups = DeviceGroups.of(devices(names), customers);
    assertThat(groups.labels()).hasSize(DeviceGroups.MOST).startsWith("c29 (1)", "c28 (1)");
    assertThat(groups.labels()).endsWith("13 other customers (13)");
    assertThat(groups.of(0)).isEqualTo(DeviceGroups.MOST - 1);
  }

  @Test
  void oneCustomer_saysNothing() {
    assertThat(DeviceGroups.of(devices("a", "b"), List.of("x", "x")).kind()).isEqualTo("device");
  }

  @Test
  void otherDevices_areGroupedBySize_inEighthsOfTheSum() {
    TickTable ticks =
        devices(IntStream.range(100, 356).mapToObj(i -> "d" + i).toArray(String[]::new));
    DeviceGroups groups = DeviceGroups.of(ticks);
    assertThat(groups.kind()).isEqualTo("size");
    assertThat(groups.count()).isEqualTo(DeviceGroups.MOST);
    long[] pages = new long[DeviceGroups.MOST];
    for (int device = 0; device < ticks.devices(); device++) {
      pages[groups.of(device)] += ticks.highWaterPages(device);
    }
    assertThat(Arrays.stream(pages).boxed())
        .allSatisfy(
            sum ->
                assertThat(sum * 8.0)
                    .isBetween(ticks.sumHighWaterPages() * 0.9, ticks.sumHighWaterPages() * 1.1));
    assertThat(groups.of(255)).isZero();
  }

  @Test
  void devicesThatHoldNothing_makeNoTrouble() {
    TickTableBuilder builder = new TickTableBuilder(1_000_000_000L);
    IntStream.range(0, 20).forEach(i -> builder.number("d" + i));
    builder.lasts(5);
    assertThat(DeviceGroups.of(builder.build()).count()).isEqualTo(1);
  }

  /** Devices of 1, 2, 3 … pages, in the order of their names. */
  private static TickTable devices(String... names) {
    TickTableBuilder builder = new TickTableBuilder(1_000_000_000L);
    for (int device = 0; device < names.length; device++) {
      builder.add(0, builder.number(names[device]), 1 + device, 0);
    }
    return builder.build();
  }
}
