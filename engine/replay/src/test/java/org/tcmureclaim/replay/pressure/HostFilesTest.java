package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.replay.text.ColumnMap;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/** Several files of one host, and tables whose columns were given. */
final class HostFilesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String SYSTEM =
      """
      Datetime,Hostname,Total,Available,Timestamp,
      2026-11-23 00:00:00,gw1,8589934592,4294967296,1795392000,
      2026-11-23 00:00:05,gw1,8589934592,2147483648,1795392005,
      """;
  private static final String CGROUPS =
      """
      Name,Mem Some Pressure,Timestamp,
      <root>,0.00%,1795392001,
      <root>,50.00%,1795392006,
      """;

  private final List<String> notices = new ArrayList<>();

  @Test
  void filesOfMemoryAndOfStalls_areJoined() throws IOException {
    HostTrace host = joined(CGROUPS, SYSTEM);
    assertThat(host.name()).isEqualTo("1 + 2");
    assertThat(host.format()).isEqualTo("below");
    HostTicks ticks = ticks(host, OptionalLong.empty());
    assertThat(ticks.knowsStalls()).isTrue();
    assertThat(ticks.totalBytes()).isEqualTo(8L << 30);
    assertThat(ticks.availableBytes(0)).isEqualTo(4L << 30);
    assertThat(ticks.availableBytes(4)).isEqualTo(2L << 30);
    assertThat(ticks.someMicros(2)).isEqualTo(500_000);
  }

  @Test
  void filesOfSeveralDays_areJoined_inTheOrderOfTheirTimes() throws IOException {
    String first = "# hostname;interval;timestamp;%smem\nh;10;2026-11-23 23:59:50 UTC;10.00\n";
    String second = "# hostname;interval;timestamp;%smem\nh;10;2026-11-24 00:00:00 UTC;20.00\n";
    List<HostSample> samples = joined(second, first).samples();
    assertThat(samples.stream().map(s -> s.psiSomeTotalMicros().orElse(-1)))
        .containsExactly(1_000_000L, 3_000_000L);
    String counters = "t_s,psi_some_total_us\n%d,%d\n%d,%d\n";
    assertThat(
            joined(counters.formatted(0, 500, 10, 900), counters.formatted(20, 10, 30, 20))
                .samples())
        .extracting(s -> s.psiSomeTotalMicros().orElse(-1))
        .containsExactly(500L, 900L, 910L, 920L);
  }

  @Test
  void filesOfTheSameTime_areRefused() {
    String counters = "t_s,psi_some_total_us,mem_available_kb\n0,1,5\n10,2,%d\n";
    assertThatThrownBy(() -> joined(counters.formatted(5), counters.formatted(5)))
        .hasMessage(
            "2: has stalls of 0.0 s, which 1 has too (until 10.0 s); name only one of them");
    assertThatThrownBy(() -> joined("t_s,kbavail\n0,5\n", "t_s,kbavail\n0,6\n"))
        .hasMessageStartingWith("2: says something else of the memory at 0.0 s than a file before");
  }

  @Test
  void hostWithoutStalls_isOne_ofWhichNoneAreKnown() throws IOException {
    HostTicks ticks = ticks(joined(SYSTEM), OptionalLong.empty());
    assertThat(ticks.knowsStalls()).isFalse();
    assertThat(ticks.someMicros(2)).isZero();
  }

  @Test
  void moreAvailableThanThereIs_isANotice() throws IOException {
    HostTicks ticks = ticks(joined(SYSTEM), OptionalLong.of(1L << 30));
    assertThat(ticks.availableBytes(0)).isEqualTo(1L << 30);
    assertThat(notices)
        .containsExactly(
            "1: in 5 ticks more is available than the host has (4194304 KiB of 1048576): taken for"
                + " all of it");
  }

  @Test
  void oneMoment_isTakenForAllThatFollow_andThatIsSaid() throws IOException {
    HostTicks ticks =
        ticks(joined("t_s,kbavail,mem_total_kb\n0,4096,8192\n"), OptionalLong.empty());
    assertThat(ticks.availableBytes(4)).isEqualTo(4096L << 10);
    assertThat(notices)
        .containsExactly("1: has what is available once only: taken for all of the time after it");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      value = {
        "time=1:s,available=3:KiB,some_total=2:us# 1795392000,7,64;1795392010,9,32",
        "time=1:ms,available=3:B,some_total=2:ms# 1795392000000;0,007;65536~1795392010000;0,009;32768",
        "time=Zeit:date,available=frei:MiB,some_total=Stau:us# Zeit\tfrei\tStau;2026-11-23 00:00:00\t0.0625\t7;2026-11-23 00:00:10\t0.03125\t9",
        "time=2:s,available=3:pages,some_total=4:ns# x time free stall;x 1795392000 16 7000;x 1795392010 8 9000",
      })
  void anyTable_isRead_withAMapOfItsColumns(String map, String rows) throws IOException {
    String text = rows.contains("~") ? rows.replace('~', '\n') : rows.replace(';', '\n');
    HostTraces traces = new HostTraces(mapped(map));
    traces.add("1", stream(text + "\n"));
    HostTrace host = traces.joined();
    assertThat(host.format()).isEqualTo("columns");
    assertThat(host.samples())
        .containsExactly(
            new HostSample(
                1_795_392_000L * SECOND,
                OptionalLong.of(7),
                OptionalLong.empty(),
                OptionalLong.of(64)),
            new HostSample(
                1_795_392_010L * SECOND,
                OptionalLong.of(9),
                OptionalLong.empty(),
                OptionalLong.of(32)));
  }

  @Test
  void sharesOfAMap_areOfTheirInterval() throws IOException {
    HostTraces traces =
        new HostTraces(mapped("time=1:us,available=2:GiB,some_avg10=3:ratio,interval=4:s"));
    traces.add("1", stream("1795392000000000 1 0.5 10\n1795392010000000 2 0.25 10\n"));
    assertThat(traces.joined().samples())
        .containsExactly(
            new HostSample(
                1_795_392_000L * SECOND,
                OptionalLong.of(5_000_000),
                OptionalLong.empty(),
                OptionalLong.of(1 << 20)),
            new HostSample(
                1_795_392_010L * SECOND,
                OptionalLong.of(7_500_000),
                OptionalLong.empty(),
                OptionalLong.of(2 << 20)));
  }

  @Test
  void mapThatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> new HostTraces(mapped("available=3")).add("1", stream("1,2,3\n")))
        .hasMessageContaining("--pressure-columns: name the time and at least one of");
    assertThatThrownBy(() -> new HostTraces(mapped("time=1,available=9")).add("1", stream("1,2\n")))
        .hasMessageStartingWith("1:1: has fewer columns than --pressure-columns names");
    assertThatThrownBy(() -> new HostTraces(mapped("time=t,available=a")).add("1", stream("t,b\n")))
        .hasMessageStartingWith("1:1: the first line has not all of the columns that");
    assertThatThrownBy(() -> new HostTraces(mapped("time=1,available=2")).add("1", stream("1,x\n")))
        .hasMessageStartingWith("1:1: available: expected a number, got 'x'");
  }

  private HostReading mapped(String map) {
    return new HostReading(
        null, new ColumnMap("--pressure-columns", map, HostReading.UNITS), 0, notices::add);
  }

  private HostTrace joined(String... texts) throws IOException {
    HostTraces traces = new HostTraces(HostReading.plain(0, notices::add));
    int number = 0;
    for (String text : texts) {
      traces.add(String.valueOf(++number), stream(text));
    }
    return traces.joined();
  }

  private HostTicks ticks(HostTrace host, OptionalLong memoryBytes) {
    TickTableBuilder builder = new TickTableBuilder(SECOND);
    builder.lasts(5);
    TickTable table = builder.build();
    return HostMerge.of(
        table, host, HostStart.same(host), memoryBytes, HeldThen.NOTHING, notices::add);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
