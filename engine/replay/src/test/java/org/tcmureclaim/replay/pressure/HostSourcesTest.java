package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same ten minutes of one host, as each source writes them. */
final class HostSourcesTest extends HostSourcesFixture {
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
}
