package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same ten minutes of one host, as each source writes them. */
final class HostSourcesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST = 1_795_392_601L * SECOND; // 2026-11-23 00:10:01 UTC
  private static final String MEMORY_HEADER =
      "kbmemfree;kbavail;kbmemused;%memused;kbbuffers;kbcached";
  private static final String STALLS_HEADER =
      "%smem-10;%smem-60;%smem-300;%smem;%fmem-10;%fmem-60;%fmem-300;%fmem";
  private static final String SADF =
      """
      # hostname;interval;timestamp;%s
      gw1;600;2026-11-23 00:10:01 UTC;0.00;0.00;0.00;0.10;0.00;0.00;0.00;0.05
      gw1;600;2026-11-23 00:20:01 UTC;2.00;1.00;0.50;1.20;1.00;0.50;0.20;0.60
      # hostname;interval;timestamp;%s
      gw1;600;2026-11-23 00:10:01 UTC;1048576;4194304;3000000;36.00;1000;900000
      gw1;600;2026-11-23 00:20:01 UTC;524288;2097152;5000000;60.00;1000;900000
      """
          .formatted(STALLS_HEADER, MEMORY_HEADER);

  private final List<String> notices = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "gw1;-1;2026-11-23 00:03:12 UTC;LINUX-RESTART\t(8 CPU)\n",
        "gw1;-1;2026-11-23 00:03:12 UTC;COM after the upgrade\n",
        "\ufeff",
        "\n\n",
        "sep=;\n",
        "# written by hand\n"
      })
  void whatStandsBeforeTheFirstHeader_isPassedOver(String preamble) throws IOException {
    expectTheHost(read(preamble + SADF), "sadf");
  }

  @Test
  void decimalCommasAndCarriageReturns_areRead() throws IOException {
    expectTheHost(read(SADF.replace('.', ',').replace("\n", "\r\n")), "sadf");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        " UTC| UTC",
        " UTC|''",
        " UTC| GMT",
        " UTC|Z",
        "00:10:01 UTC|01:10:01 CET",
        "00:10:01 UTC|02:10:01 CEST",
        "00:10:01 UTC|01:10:01+01:00",
        "00:10:01 UTC|05:40:01 Asia/Kolkata",
        "2026-11-23 00:10:01 UTC|2026-11-22T19:10:01-05:00",
        "2026-11-23 00:10:01 UTC|1795392601",
        "2026-11-23 00:10:01 UTC|1795392601000"
      })
  void zonesAndOffsets_areKnown(String from, String to) throws IOException {
    HostTrace host = read(SADF.replace(from, to));
    assertThat(host.samples().get(0).atNanos()).isEqualTo(FIRST);
  }

  @Test
  void zoneWithSeveralMeanings_isRefused_unlessOneIsGiven() throws IOException {
    String local = SADF.replace("2026-11-23 00:", "2026-11-22 18:").replace("UTC", "CST");
    assertThatThrownBy(() -> read(local))
        .hasMessageStartingWith(
            "h:2: time: the zone 'CST' is not known, or has several meanings; write the file in"
                + " UTC ('sadf -U'");
    HostTraces traces = new HostTraces(in("America/Chicago"));
    traces.add("h", stream(local));
    assertThat(traces.joined().samples().get(0).atNanos()).isEqualTo(FIRST);
  }

  @Test
  void timesWithoutAZone_areTakenForUtc_andThatIsSaid() throws IOException {
    expectTheHost(read(SADF.replace(" UTC", "")), "sadf");
    assertThat(notices)
        .containsExactly(
            "h: names no zone with its times: taken for UTC; --pressure-zone says another");
  }

  @Test
  void hourThatComesTwice_goesOn() throws IOException {
    HostTraces traces = new HostTraces(in("Europe/Berlin"));
    traces.add(
        "h",
        stream(
            """
            Time,mem.util.available
            2026-10-25 02:30:00,10
            2026-10-25 02:50:00,20
            2026-10-25 02:10:00,30
            2026-10-25 03:10:00,40
            """));
    List<HostSample> samples = traces.joined().samples();
    assertThat(samples.stream().map(s -> s.memAvailableKib().orElse(0)))
        .containsExactly(10L, 20L, 30L, 40L);
    assertThat(samples.get(2).atNanos() - samples.get(1).atNanos()).isEqualTo(1200 * SECOND);
  }

  @Test
  void sar_isRead_withClocksOf24And12Hours() throws IOException {
    String text =
        """
        Linux 6.1.0-18-amd64 (gw1) \t2026-11-23 \t_x86_64_\t(8 CPU)

        00:00:01        LINUX RESTART\t(8 CPU)

        00:00:01        CPU     %%user     %%nice   %%system   %%iowait    %%steal     %%idle
        00:10:01        all      1.00      0.00      1.00      0.00      0.00     98.00
        Average:        all      1.00      0.00      1.00      0.00      0.00     98.00

        00:00:01    %s
        00:10:01     0.00      0.00      0.00      0.10      0.00      0.00      0.00      0.05
        00:20:01     2.00      1.00      0.50      1.20      1.00      0.50      0.20      0.60
        Average:     1.00      0.50      0.25      0.65      0.50      0.25      0.10      0.33

        00:00:01    %s
        00:10:01      1048576   4194304   3000000     36.00      1000    900000
        00:10:01    COM a comment
        00:20:01       524288   2097152   5000000     60.00      1000    900000
        Average:       786432   3145728   4000000     48.00      1000    900000
        """
            .formatted(STALLS_HEADER.replace(";", "  "), MEMORY_HEADER.replace(";", "  "));
    expectTheHost(read(text), "sar");
    expectTheHost(
        read(text.replaceAll("(?m)^00:(\\d\\d:\\d\\d)", "12:$1 AM").replace('.', ',')), "sar");
    expectTheHost(read(text.replace("2026-11-23", "23.11.2026")), "sar");
    expectTheHost(read(text.replace("2026-11-23", "11/23/26")), "sar");
  }

  @Test
  void sarBeyondMidnight_goesOn_withHeadersThatComeAgain() throws IOException {
    HostTrace host =
        read(
            """
            Linux 6.1.0 (gw1) \t11/23/26 \t_x86_64_\t(2 CPU)

            11:59:50 PM kbmemfree   kbavail
            11:59:55 PM        10        20

            11:59:50 PM     %smem-10     %smem
            11:59:55 PM         0.00     50.00

            11:59:55 PM kbmemfree   kbavail
            12:00:05 AM        10        30

            11:59:55 PM     %smem-10     %smem
            12:00:05 AM         0.00     10.00
            """);
    long before = 1_795_478_395L * SECOND;
    assertThat(host.samples())
        .containsExactly(
            new HostSample(
                before, OptionalLong.of(2_500_000), OptionalLong.empty(), OptionalLong.of(20)),
            new HostSample(
                before + 10 * SECOND,
                OptionalLong.of(3_500_000),
                OptionalLong.empty(),
                OptionalLong.of(30)));
  }

  @Test
  void sarWithoutAvailable_isTakenFromFreeBuffersAndCached_andThatIsSaid() throws IOException {
    HostTrace host =
        read(
            """
            Linux 3.10.0 (gw1) \t11/23/2026 \t_x86_64_\t(2 CPU)

            12:00:01 AM kbmemfree kbmemused  %memused kbbuffers  kbcached
            12:10:01 AM       100       900     90.00        10       200
            """);
    assertThat(host.samples().get(0).memAvailableKib()).hasValue(310);
    assertThat(notices).anyMatch(n -> n.contains("free, buffers and cached stand for it"));
  }

  @Test
  void dayOfSarThatCouldBeAMonth_isTakenForOne_andThatIsSaid() throws IOException {
    String text =
        """
        Linux 6.1.0 (gw1) \t%s \t_x86_64_\t(2 CPU)

        12:00:01 AM kbmemfree   kbavail
        12:10:01 AM       100       310
        """;
    HostTrace host = read(text.formatted("04/05/26"));
    assertThat(host.samples().get(0).atNanos()).isEqualTo(1_775_347_801L * SECOND); // April 5
    assertThat(notices).anyMatch(n -> n.contains("its day is taken for month/day/year"));
    notices.clear();
    read(text.formatted("04/04/26"));
    read(text.formatted("2026-04-05"));
    assertThat(notices).noneMatch(n -> n.contains("month/day/year"));
  }

  @Test
  void sadfPairs_areRead() throws IOException {
    expectTheHost(
        read(
            """
            gw1\t-1\t2026-11-23 00:03:12 UTC\tLINUX-RESTART\t(8 CPU)
            gw1\t600\t2026-11-23 00:10:01 UTC\tcpu0\t%user\t1.00
            gw1\t600\t2026-11-23 00:10:01 UTC\t-\tkbmemfree\t1048576
            gw1\t600\t2026-11-23 00:10:01 UTC\t-\tkbavail\t4194304
            gw1\t600\t2026-11-23 00:10:01 UTC\t-\t%smem\t0.10
            gw1\t600\t2026-11-23 00:10:01 UTC\t-\t%fmem\t0.05
            gw1\t600\t2026-11-23 00:20:01 UTC\t-\tkbavail\t2097152
            gw1\t600\t2026-11-23 00:20:01 UTC\t-\t%smem\t1.20
            gw1\t600\t2026-11-23 00:20:01 UTC\t-\t%fmem\t0.60
            """),
        "sadf-p");
  }

  @Test
  void pcp_isRead_asTotalsOrAsRates() throws IOException {
    String header =
        "Time,\"kernel.all.pressure.memory.some.total\",\"kernel.all.pressure.memory.full.total\""
            + ",\"mem.util.available\",\"mem.physmem\"\n";
    HostTrace totals =
        read(
            header
                + "2026-11-23 00:10:01 UTC,1000,100,4194304,8388608\n"
                + "2026-11-23 00:20:01 UTC,7000,400,2097152,8388608\n");
    assertThat(totals.format()).isEqualTo("pcp");
    assertThat(totals.samples().get(1).psiSomeTotalMicros()).hasValue(7000);
    assertThat(totals.samples().get(1).memTotalKib()).hasValue(8_388_608);
    HostTrace rates =
        read(
            header
                + "2026-11-23 00:10:01 UTC,,,4194304,8388608\n"
                + "2026-11-23 00:20:01 UTC,10.000,0.500,2097152,8388608\n"
                + "2026-11-23 00:30:01 UTC,1.000,0.500,2097152,8388608\n");
    assertThat(rates.samples().get(2).psiSomeTotalMicros()).hasValue(6600);
    assertThat(rates.samples().get(0).psiSomeTotalMicros()).isEmpty();
    assertThatThrownBy(() -> read(header + "2026-11-23 00:10:01 UTC,,,4096.000,8192.000\n"))
        .hasMessageContaining("mem.util.available: 4096.000 is not in KiB; leave -b and -y out");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Time,mem.util.available,mem.physmem/,Kbyte,Kbyte",
        "Time,mem.util.available,mem.physmem/none,KB,KiB",
        "Time,mem.util.available (Kbyte),\"mem.physmem [KB]\"",
      })
  void unitsOfPmrep_areUnderstood(String header) throws IOException {
    String rows = "\n2026-11-23 00:10:01 UTC,4194304,8388608\n";
    HostTrace host = read(header.replace('/', '\n') + rows);
    assertThat(host.samples().get(0).memAvailableKib()).hasValue(4_194_304);
    assertThat(host.samples().get(0).memTotalKib()).hasValue(8_388_608);
  }

  @Test
  void otherUnitsOfPmrep_areConverted_orRefused() throws IOException {
    String text =
        """
        Time,kernel.all.pressure.memory.some.total,mem.util.available,mem.physmem
        ,millisec,Mbyte,byte
        2026-11-23 00:10:01 UTC,7,4096.5,8388608
        """;
    HostTrace host = read(text);
    assertThat(host.samples().get(0).memAvailableKib()).hasValue(4_194_816);
    assertThat(host.samples().get(0).memTotalKib()).hasValue(8192);
    assertThat(host.samples().get(0).psiSomeTotalMicros()).hasValue(7000);
    assertThatThrownBy(() -> read(text.replace("Mbyte", "furlong")))
        .hasMessageContaining("h:2: mem.util.available: no unit that is known: 'furlong'");
  }

  /** How clocks and halves of the day look in Japanese, Chinese, Korean and French. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2026年11月23日|14時10分01秒",
        "2026年11月23日|下午02:10:01",
        "2026年11月23日|午後02時10分01秒",
        "2026년 11월 23일|14시 10분 01초",
        "23/11/2026|14h10m01s",
        "23/11/2026|02:10:01 p.m."
      })
  void sarOfOtherLocales_isRead(String date, String time) throws IOException {
    String sar =
        "Linux 6.1.0 (gw1) \t%s \t_x86_64_\t(8 CPU)\n\n%s kbmemfree kbavail\n%s 1 4194304\n";
    HostTrace host = read(sar.formatted(date, time, time.replace("10", "20")));
    assertThat(host.samples().get(0).atNanos())
        .isEqualTo(Instant.parse("2026-11-23T14:20:01Z").getEpochSecond() * 1_000_000_000L);
  }

  @Test
  void restartAlone_isNoSample() {
    String restart = "gw1;-1;2026-11-23 00:00:09 UTC;LINUX-RESTART\t(2 CPU)\n";
    assertThatThrownBy(() -> read(restart + restart))
        .hasMessageStartingWith("h: has LINUX-RESTART and no sample of memory or pressure");
  }

  @Test
  void cgroupsOfBelow_areNotTheHost_exceptTheirRoot() throws IOException {
    String cgroups =
        """
        Name,Inode Number,Datetime,Mem Some Pressure,Mem Pressure,Timestamp,
        <root>,1,2026-11-23 00:00:00,1.5,0.5,1795392000,
        system.slice,2,2026-11-23 00:00:00,90,80,1795392000,
        <root>,1,2026-11-23 00:00:05,10,4,1795392005,
        system.slice,2,2026-11-23 00:00:05,90,80,1795392005,
        """;
    HostTrace host = read(cgroups);
    assertThat(host.samples().get(1).psiSomeTotalMicros()).hasValue(500_000);
    assertThat(host.samples().get(1).psiFullTotalMicros()).hasValue(200_000);
    assertThat(read(cgroups.replace(',', '\t')).samples()).isEqualTo(host.samples());
    assertThatThrownBy(() -> read(cgroups.replaceAll("<root>.*\n", "")))
        .hasMessage(
            "h: has no sample of memory or pressure in it: has rows of cgroups but none of"
                + " <root>, which is the host; leave --filter out");
  }

  @Test
  void openMetrics_areRead_ofTheRootOnly() throws IOException {
    HostTrace host =
        read(
            """
            # TYPE cgroup_pressure_memory_some_pct_percent gauge
            cgroup_pressure_memory_some_pct_percent{cgroup="",hostname="gw1"} 50 1795392000
            cgroup_pressure_memory_some_pct_percent{cgroup="/a.slice",hostname="gw1"} 99 1795392000
            cgroup_pressure_memory_some_pct_percent{cgroup="/a.slice",hostname="gw1"} 99 1795392010
            cgroup_pressure_memory_some_pct_percent{cgroup="",hostname="gw1"} 50 1795392010
            # TYPE system_mem_available_bytes gauge
            system_mem_available_bytes{hostname="gw1"} 4294967296 1795392010
            # EOF
            """);
    assertThat(host.format()).isEqualTo("openmetrics");
    assertThat(host.samples().get(1).psiSomeTotalMicros()).hasValue(5_000_000);
    assertThat(host.samples().get(1).memAvailableKib()).hasValue(4_194_304);
    assertThat(
            read("node_memory_MemAvailable_bytes 4.294967296e+09 1795392010000\n").samples().get(0))
        .isEqualTo(
            new HostSample(
                1_795_392_010L * SECOND,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(4_194_304)));
    assertThatThrownBy(() -> read("node_memory_MemAvailable_bytes 4.294967296e+09\n"))
        .hasMessageStartingWith("h:1: node_memory_MemAvailable_bytes has no time behind its value");
  }

  @Test
  void restartWithinATable_beginsItsCountersAgain() throws IOException {
    HostTrace host =
        read(
            """
            t_s;psi_some_total_us;mem_available_kb
            0;5000;10
            10;9000;10
            LINUX-RESTART
            20;100;10
            30;300;10
            """);
    assertThat(host.samples().stream().map(s -> s.psiSomeTotalMicros().orElse(-1)))
        .containsExactly(5000L, 9000L, 9100L, 9300L);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<?xml version='1.0'?>|h:1: not a trace of the host; XML is not read; 'sadf -j' writes",
        "Datetime            Timestamp   Available|h:1: not a trace of the host; add '-O csv --raw'",
        "hello, world|h:1: not a trace of the host; expected the header 't_s,"
      })
  void otherText_isNamed_withWhatToDo(String text, String message) {
    assertThatThrownBy(() -> read(text + "\n")).hasMessageStartingWith(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "96d57521|is sar's own file; write it with 'sadf -d -U FILE -- -q MEM -r'",
        "efbeedfe|is atop's own file; write it with 'atop -r FILE -P PSI,MEM'",
        "0000008450052602|is a PCP archive; write it with 'pmrep -a ARCHIVE -r -o csv",
        "fffe74005f00|is UTF-16; convert it with 'iconv -f UTF-16 -t UTF-8'",
        "504b03041400|is a zip archive or a spreadsheet; save it as CSV or unpack it",
        "0000000000|is no text; name a table"
      })
  void binaries_areNamed_withWhatToDo(String hex, String message) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> HostTraces.read("h", new ByteArrayInputStream(bytes), plain()))
        .hasMessageStartingWith("h: " + message);
  }

  /** Two samples: 0.1 % and 0.05 % of ten minutes, then 1.2 % and 0.6 %. */
  private static void expectTheHost(HostTrace host, String format) {
    assertThat(host.format()).isEqualTo(format);
    assertThat(host.badLines()).isZero();
    assertThat(host.samples())
        .containsExactly(
            new HostSample(
                FIRST,
                OptionalLong.of(600_000),
                OptionalLong.of(300_000),
                OptionalLong.of(4_194_304)),
            new HostSample(
                FIRST + 600 * SECOND,
                OptionalLong.of(7_800_000),
                OptionalLong.of(3_900_000),
                OptionalLong.of(2_097_152)));
  }

  private HostTrace read(String text) throws IOException {
    return HostTraces.read("h", stream(text), plain());
  }

  private HostReading plain() {
    return HostReading.plain(0, notices::add);
  }

  private HostReading in(String zone) {
    return new HostReading(java.time.ZoneId.of(zone), null, 0, notices::add);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
