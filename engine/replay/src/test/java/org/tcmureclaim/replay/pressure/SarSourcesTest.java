package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sar and sadf write, in clocks and words of many places. */
final class SarSourcesTest extends HostSourcesFixture {
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
}
