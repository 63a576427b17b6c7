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

final class HostStartTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  @Test
  void calendarTimesOfBoth_decide() throws IOException {
    HostTrace host = host(1_600_000_000L, 60);
    HostStart start = start(host, OptionalLong.of(1_600_000_020L * SECOND_NANOS), UNKNOWN);
    assertThat(start).isEqualTo(new HostStart(1_600_000_020L * SECOND_NANOS, "by time"));
    HostTicks merged =
        HostMerge.of(
            ticks(), host, start, OptionalLong.of(1L << 30), HeldThen.NOTHING, notice -> {});
    // One KiB more is available with each second: the first tick ends at second 21.
    assertThat(merged.availableBytes(0)).isEqualTo((1000 + 21) * 1024);
    assertThat(merged.source()).contains("by time");
  }

  @Test
  void sameBeginning_isTaken_whereEitherHasNoCalendar() throws IOException {
    OptionalLong calendar = OptionalLong.of(1_600_000_020L * SECOND_NANOS);
    assertThat(start(host(100, 60), calendar, UNKNOWN).atNanos()).isEqualTo(100 * SECOND_NANOS);
    assertThat(start(host(1_600_000_000L, 60), UNKNOWN, UNKNOWN))
        .isEqualTo(new HostStart(1_600_000_000L * SECOND_NANOS, "same beginning"));
  }

  @Test
  void whatWasSaid_goesBeforeTheCalendar() throws IOException {
    OptionalLong other = OptionalLong.of(1_300_000_000L * SECOND_NANOS);
    HostStart start = start(host(1_600_000_000L, 60), other, OptionalLong.of(30 * SECOND_NANOS));
    assertThat(start).isEqualTo(new HostStart(1_600_000_030L * SECOND_NANOS, "from 30.0 s"));
  }

  @Test
  void timesThatDoNotOverlap_areRefused_withBoth() throws IOException {
    HostTrace host = host(1_600_000_000L, 60);
    for (long second : new long[] {1_600_000_060L, 1_599_999_980L}) {
      assertThatThrownBy(() -> start(host, OptionalLong.of(second * SECOND_NANOS), UNKNOWN))
          .isInstanceOf(TraceException.class)
          .hasMessageStartingWith("host.csv: has 2020-09-13T12:26:40Z to 2020-09-13T12:27:40Z, but")
          .hasMessageContaining("dev.csv 2020-09-13T12:2")
          .hasMessageContaining("--pressure-from");
    }
    assertThat(start(host, OptionalLong.of(1_600_000_059L * SECOND_NANOS), UNKNOWN).how())
        .isEqualTo("by time");
    assertThatThrownBy(() -> start(host, UNKNOWN, OptionalLong.of(60 * SECOND_NANOS)))
        .isInstanceOf(TraceException.class)
        .hasMessage("host.csv: --pressure-from 60.0 s lies behind its end; it has 60.0 s");
  }

  private static HostStart start(HostTrace host, OptionalLong startedAt, OptionalLong from) {
    return HostStart.of(host, "dev.csv", ticks(), startedAt, from);
  }

  private static HostTrace host(long firstSecond, int seconds) throws IOException {
    StringBuilder text = new StringBuilder("t_s,mem_available_kb\n");
    for (int second = 0; second <= seconds; second++) {
      text.append(firstSecond + second).append(',').append(1000 + second).append('\n');
    }
    var in = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    return HostTraces.read("host.csv", in, HostReading.plain(0, notice -> {}));
  }

  /** Ten seconds. */
  private static TickTable ticks() {
    var builder = new TickTableBuilder(SECOND_NANOS);
    builder.add(0, builder.number("a"), 10, 0);
    builder.lasts(10);
    return builder.build();
  }
}
