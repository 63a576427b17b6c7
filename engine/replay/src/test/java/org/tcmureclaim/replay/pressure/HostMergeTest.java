package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

final class HostMergeTest {
  private static final OptionalLong UNKNOWN = OptionalLong.empty();
  private static final String TOTAL = "t_s,mem_total_kb,mem_available_kb,psi_some_total_us\n";

  @Test
  void othersUse_isWhatIsLeft_ofTotalAvailableAndHighWater() throws IOException {
    String text = TOTAL + "100,4000,2000,0\n101,4000,1000,0\n102,4000,3000,500\n";
    HostTicks host = HostMerge.of(ticks(), host(text), UNKNOWN, HeldThen.HIGH_WATER);
    // 10 pages held in tick 0, still 10 and 30 in all later ones.
    assertThat(host.totalBytes()).isEqualTo(4000 * 1024);
    assertThat(host.otherBytes(0)).isEqualTo(3000 * 1024 - 10 * 4096);
    assertThat(host.otherBytes(1)).isEqualTo(1000 * 1024 - 40 * 4096);
    assertThat(host.availableBytes(1)).isEqualTo(3000 * 1024);
    assertThat(host.someMicros(0)).isZero();
    assertThat(host.someMicros(1)).isEqualTo(500);
    assertThat(host.isKnown(1)).isTrue();
    assertThat(host.isKnown(2)).isFalse();
    assertThat(host.otherBytes(2)).isEqualTo(host.otherBytes(1));
    assertThat(host.source()).contains("held then: high-water");
    assertThat(host.mostPages(1, 1000 * 1024, 4096)).isEqualTo(500 + 40);
    assertThat(host.mostPages(2, 1000 * 1024, 4096)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void otherHost_heldNothing() throws IOException {
    String text = TOTAL + "0,4000,2000,0\n3,4000,2000,0\n";
    HostTicks host = HostMerge.of(ticks(), host(text), UNKNOWN, HeldThen.NOTHING);
    assertThat(host.otherBytes(2)).isEqualTo(2000 * 1024);
  }

  @Test
  void recordedPages_countAsTheyAre() throws IOException {
    String text = "t_s,mem_available_kb,tcmu_global_pages\n0,2000,7\n3,2000,9\n";
    HostTicks host =
        HostMerge.of(ticks(), host(text), OptionalLong.of(4 << 20), HeldThen.HIGH_WATER);
    assertThat(host.otherBytes(0)).isEqualTo((4 << 20) - 2000 * 1024 - 7 * 4096);
    assertThat(host.source()).contains("held as it says");
  }

  @Test
  void hostOfUnknownMemory_isRefused_withWhatToDo() throws IOException {
    HostTrace unknown = host("t_s,mem_available_kb\n0,2000\n");
    assertThatThrownBy(() -> HostMerge.of(ticks(), unknown, UNKNOWN, HeldThen.NOTHING))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("add --memory");
    HostTrace noMemory = host("t_s,psi_some_total_us\n0,2000\n9,2000\n");
    assertThatThrownBy(
            () -> HostMerge.of(ticks(), noMemory, OptionalLong.of(1 << 30), HeldThen.NOTHING))
        .hasMessageContaining("no available memory");
    HostTrace later = host("t_s,psi_some_total_us,mem_available_kb\n0,1,\n90,2,\n95,2,2000\n");
    assertThatThrownBy(
            () -> HostMerge.of(ticks(), later, OptionalLong.of(1 << 30), HeldThen.NOTHING))
        .hasMessageContaining("at no moment of the time that is replayed")
        .hasMessageContaining("--pressure-from");
  }

  private static HostTrace host(String text) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return HostTraces.read("host.csv", in, HostReading.plain(0, notice -> {}));
  }

  private static TickTable ticks() {
    var builder = new TickTableBuilder(1_000_000_000L);
    builder.add(0, builder.number("a"), 10, 0);
    builder.add(1, builder.number("b"), 30, 0);
    builder.add(1, builder.number("a"), 5, 0);
    builder.lasts(3);
    return builder.build();
  }
}
