package org.tcmureclaim.replay.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads traces of a host, and notes what is said of them. */
abstract class HostSourcesFixture {
  static final long SECOND = 1_000_000_000L;

  static final long FIRST = 1_795_392_601L * SECOND; // 2026-11-23 00:10:01 UTC
  static final String MEMORY_HEADER = "kbmemfree;kbavail;kbmemused;%memused;kbbuffers;kbcached";

  static final String STALLS_HEADER =
      "%smem-10;%smem-60;%smem-300;%smem;%fmem-10;%fmem-60;%fmem-300;%fmem";

  static final String SADF =
      """
      # hostname;interval;timestamp;%s
      gw1;600;2026-11-23 00:10:01 UTC;0.00;0.00;0.00;0.10;0.00;0.00;0.00;0.05
      gw1;600;2026-11-23 00:20:01 UTC;2.00;1.00;0.50;1.20;1.00;0.50;0.20;0.60
      # hostname;interval;timestamp;%s
      gw1;600;2026-11-23 00:10:01 UTC;1048576;4194304;3000000;36.00;1000;900000
      gw1;600;2026-11-23 00:20:01 UTC;524288;2097152;5000000;60.00;1000;900000
      """
          .formatted(STALLS_HEADER, MEMORY_HEADER);

  final List<String> notices = new ArrayList<>();

  /** Two samples: 0.1 % and 0.05 % of ten minutes, then 1.2 % and 0.6 %. */
  static void expectTheHost(HostTrace host, String format) {
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

  HostTrace read(String text) throws IOException {
    return HostTraces.read("h", stream(text), plain());
  }

  HostReading plain() {
    return HostReading.plain(0, notices::add);
  }

  HostReading in(String zone) {
    return new HostReading(java.time.ZoneId.of(zone), null, 0, notices::add);
  }

  static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
