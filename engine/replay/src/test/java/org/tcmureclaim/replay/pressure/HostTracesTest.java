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
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

final class HostTracesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String PLAIN =
      """
      t_s,psi_some_total_us,psi_full_total_us,mem_available_kb
      0.5,1000,100,4096
      2.5,401000,20100,2048
      3.5,401000,20100,1024
      """;

  private final List<String> notices = new ArrayList<>();

  @Test
  void plainTable_isReadAsItStands() throws IOException {
    HostTrace trace = read(PLAIN, 0);
    assertThat(trace.format()).isEqualTo("host-csv");
    assertThat(trace.samples())
        .containsExactly(
            sample(SECOND / 2, 1000, 100, 4096),
            sample(5 * SECOND / 2, 401_000, 20_100, 2048),
            sample(7 * SECOND / 2, 401_000, 20_100, 1024));
  }

  @Test
  void otherColumns_arePassedOver_andMissingValuesAreEmpty() throws IOException {
    HostTrace trace = read("t_us,psi_mem_some_total_us,anon_kb\n7,5,1\n9,,2\n", 0);
    assertThat(trace.samples().get(0))
        .isEqualTo(
            new HostSample(7000, OptionalLong.of(5), OptionalLong.empty(), OptionalLong.empty()));
    assertThat(trace.samples()).hasSize(1);
  }

  @Test
  void longFile_isReadToItsEnd() throws IOException {
    StringBuilder text = new StringBuilder("t_ms,mem_some_total_us,mem_full_total_us\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(100L * i).append(',').append(i).append(",0\n");
    }
    List<HostSample> samples = read(text.toString(), 0).samples();
    assertThat(samples).hasSize(50_000);
    assertThat(samples.get(49_999).psiSomeTotalMicros()).hasValue(49_999);
  }

  @Test
  void sadf_joinsItsTablesByTime_andAddsUpShares() throws IOException {
    HostTrace trace =
        read(
            """
            # hostname;interval;timestamp;kbmemfree;kbavail;kbmemused
            h;-1;2026-11-23 04:20:00 UTC;LINUX-RESTART	(2 CPU)
            h;10;2026-11-23 04:20:10 UTC;5;600;7
            h;10;2026-11-23 04:20:20 UTC;5;500;7
            # hostname;interval;timestamp;%smem-10;%smem-60;%smem-300;%smem;%fmem-10;%fmem-60;%fmem-300;%fmem
            h;10;2026-11-23 04:20:10 UTC;1.00;2.00;3.00;4.00;0.00;0.00;0.00;1.50
            h;10;2026-11-23 04:20:20 UTC;1.00;2.00;3.00;0.50;0.00;0.00;0.00;0.00
            """,
            0);
    assertThat(trace.format()).isEqualTo("sadf");
    long at = 1_795_407_610L * SECOND;
    assertThat(trace.samples())
        .containsExactly(
            sample(at, 400_000, 150_000, 600), sample(at + 10 * SECOND, 450_000, 150_000, 500));
  }

  @Test
  void atop_countsFromTheLineThatIsSinceBoot() throws IOException {
    HostTrace trace =
        read(
            """
            RESET
            MEM h 1000 1970/01/01 00:16:40 999 4096 9000 100 20 3 44 5 6 0 7 0 0 2097152 0 0 0 0 0 1 0 9
            PSI h 1000 1970/01/01 00:16:40 999 y 1.0 1.0 1.0 5 2.0 2.0 2.0 777777 0.0 0.0 0.0 66666 0.0 0.0 0.0 8 0.0 0.0 0.0 9
            SEP
            MEM h 1010 1970/01/01 00:16:50 10 4096 9000 50 20 3 44 5 6 0 7 0 0 2097152 0 0 0 0 0 1 0 9
            PSI h 1010 1970/01/01 00:16:50 10 y 1.0 1.0 1.0 5 2.0 2.0 2.0 1234 0.0 0.0 0.0 321 0.0 0.0 0.0 8 0.0 0.0 0.0 9
            """,
            0);
    assertThat(trace.format()).isEqualTo("atop");
    assertThat(trace.samples())
        .containsExactly(
            ofTotal(sample(1000 * SECOND, 0, 0, 4 * 122), 4 * 9000),
            ofTotal(sample(1010 * SECOND, 1234, 321, 4 * 72), 4 * 9000));
  }

  @Test
  void below_integratesItsAverages() throws IOException {
    HostTrace trace =
        read(
            """
            Datetime,Timestamp,Mem Some Pressure,Mem Pressure,
            2026-11-23 04:20:10,100,50.00%,1.00%,
            2026-11-23 04:20:15,105,20.00%,10.00%,
            """,
            0);
    assertThat(trace.format()).isEqualTo("below");
    assertThat(trace.samples())
        .containsExactly(
            new HostSample(
                100 * SECOND, OptionalLong.of(0), OptionalLong.of(0), OptionalLong.empty()),
            new HostSample(
                105 * SECOND,
                OptionalLong.of(1_000_000),
                OptionalLong.of(500_000),
                OptionalLong.empty()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "4,400000,20100,1|psi some total goes back: the host was started again, or this is another host",
        "x,401000,20100,1|t_s: expected a number, got 'x'",
        "4,401000|fewer fields than the header has: psi_full_total_us is missing",
        ",401000,20100,1|the time is missing",
        "4,-1,20100,1|psi_some_total_us is negative: -1",
        "4,401000,20100,-5|mem_available_kb is negative: -5",
        "4,18446744073709551610,20100,1|psi_some_total_us is too large: 18446744073709551610",
        "4,401000,20100,9223372036854775808|mem_available_kb is too large: 9223372036854775808",
        "9223372036854775808,401000,20100,1|the time is beyond the year 2254"
      })
  void badLine_isNamed_andCountedIfAllowed(String line, String problem) throws IOException {
    assertThatThrownBy(() -> read(PLAIN + line + "\n", 0))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("h:5: " + problem);
    assertThat(read(PLAIN + line + "\n", 1).badLines()).isEqualTo(1);
    assertThat(notices.get(0)).startsWith("h:5: " + problem).endsWith(" (left out)");
  }

  @Test
  void anythingElse_isRefused() {
    assertThatThrownBy(() -> read("hello,world\n", 0))
        .hasMessageStartingWith("h:1: not a trace of the host; expected the header 't_s,");
    assertThatThrownBy(() -> read("t_s,anon_kb\n1,2\n", 0))
        .hasMessageStartingWith("h:1: the table has a time, but neither available memory nor");
    assertThatThrownBy(() -> read("mem_available_kb,x\n1,2\n", 0))
        .hasMessageStartingWith("h:1: the table has no time: no column is called t_s,");
    assertThatThrownBy(() -> read("", 0)).hasMessage("h: is empty");
    assertThatThrownBy(() -> read("t_s,mem_available_kb\n", 0))
        .hasMessageStartingWith("h: has no sample of memory or pressure in it");
  }

  @Test
  void timeline_holdsMemory_andSpreadsStallsEvenly() throws IOException {
    HostTimeline timeline = HostTimeline.of(read(PLAIN, 0), fiveTicks(), 0);
    assertThat(timeline.ticks()).isEqualTo(5);
    assertThat(timeline.psiSomeMicros(0)).isEmpty(); // begins before the first sample
    assertThat(timeline.psiSomeMicros(1)).hasValue(200_000);
    assertThat(timeline.psiSomeMicros(2)).hasValue(100_000);
    assertThat(timeline.psiFullMicros(1)).hasValue(10_000);
    assertThat(timeline.psiFullMicros(3)).isEmpty(); // ends after the last sample
    assertThat(timeline.memAvailableKib(0)).hasValue(4096);
    assertThat(timeline.memAvailableKib(1)).hasValue(4096);
    assertThat(timeline.memAvailableKib(2)).hasValue(2048);
    assertThat(timeline.memAvailableKib(3)).isEmpty();
    assertThatThrownBy(() -> timeline.memAvailableKib(5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void timeline_mayBeginWithTheFirstSample() throws IOException {
    HostTimeline timeline = HostTimeline.sameStart(read(PLAIN, 0), fiveTicks());
    assertThat(timeline.psiSomeMicros(0)).hasValue(200_000);
    assertThat(timeline.psiSomeMicros(2)).hasValue(0);
    assertThat(timeline.memAvailableKib(2)).hasValue(1024);
  }

  private static TickTable fiveTicks() {
    TickTableBuilder builder = new TickTableBuilder(SECOND);
    builder.lasts(5);
    return builder.build();
  }

  private HostTrace read(String text, long mostBadLines) throws IOException {
    return HostTraces.read(
        "h",
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        HostReading.plain(mostBadLines, notices::add));
  }

  private static HostSample ofTotal(HostSample sample, long totalKib) {
    return new HostSample(
        sample.atNanos(),
        sample.psiSomeTotalMicros(),
        sample.psiFullTotalMicros(),
        sample.memAvailableKib(),
        OptionalLong.of(totalKib),
        OptionalLong.empty());
  }

  private static HostSample sample(long nanos, long some, long full, long kib) {
    return new HostSample(
        nanos, OptionalLong.of(some), OptionalLong.of(full), OptionalLong.of(kib));
  }
}
