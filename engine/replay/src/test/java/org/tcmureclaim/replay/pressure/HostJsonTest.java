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

final class HostJsonTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String SADF =
      """
      {"sysstat": {
        "hosts": [
          {
            "nodename": "gw1", "number-of-cpus": 2, "timezone": "UTC",
            "statistics": [
              {
                "timestamp": {"date": "2026-11-23", "time": "00:10:01", "utc": 1, "interval": 600},
                "cpu-load": [{"cpu": "all", "user": 1.00}],
                "memory": {"memfree": 1048576, "avail": 4194304, "buffers": 5, "cached": 6},
                "psi": {
                  "psi-io": {"some_avg": 50.00},
                  "psi-mem": {"some_avg10": 0.00, "some_avg": 0.10, "full_avg": 0.05}
                }
              },
              {
                "timestamp": {"date": "2026-11-23", "time": "00:20:01", "utc": 1, "interval": 600},
                "memory": {"memfree": 524288, "avail": 2097152}
              }
            ],
            "restarts": [{"boot": {"date": "2026-11-23", "time": "00:03:12", "utc": 1}}]
          }
        ]
      }}
      """;

  private final List<String> notices = new ArrayList<>();

  @Test
  void sadf_isRead() throws IOException {
    HostTrace host = read(SADF);
    assertThat(host.format()).isEqualTo("sadf-json");
    assertThat(host.samples())
        .containsExactly(
            sample(1_795_392_601L, 600_000, 300_000, 4_194_304),
            new HostSample(
                1_795_393_201L * SECOND,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(2_097_152)));
    assertThat(notices).isEmpty();
  }

  @Test
  void sadfOfLocalTime_isOfTheZoneThatItNames() throws IOException {
    HostTrace host =
        read(SADF.replace("\"utc\": 1", "\"utc\": 0").replace("\"UTC\"", "\"Europe/Berlin\""));
    assertThat(host.samples().get(0).atNanos()).isEqualTo((1_795_392_601L - 3600) * SECOND);
  }

  @Test
  void atop_isRead_itsFirstLineBeingSinceTheBoot() throws IOException {
    String line =
        """
        {"host": "gw1", "timestamp": %d, "elapsed": %d, "MEM": {"physmem": 8589934592, \
        "freemem": 4294967296, "cachemem": 1024, "buffermem": 1024, "vmwballoon": -4096, \
        "slabreclaim": 2048, "shmem": 2048}, "PSI": {"psi": "y", "mstot": %d, "mftot": 30}}
        """;
    HostTrace host =
        read(
            line.formatted(1000, 803, 777_777)
                + line.formatted(1010, 10, 50)
                + line.formatted(1020, 10, 60));
    assertThat(host.format()).isEqualTo("atop-json");
    assertThat(host.samples())
        .containsExactly(
            total(sample(1000, 0, 0, 4_194_306)),
            total(sample(1010, 50, 30, 4_194_306)),
            total(sample(1020, 110, 60, 4_194_306)));
  }

  @Test
  void below_isRead_withoutTheChildrenOfTheRoot() throws IOException {
    HostTrace host =
        read(
            """
            [{"Name": "<root>", "Mem Some Pressure": "50.00%", "Timestamp": "1795392000",
              "children": [{"Name": "a", "Mem Some Pressure": "99.00%", "Timestamp": "1795392000"}]},
             {"Name": "<root>", "Mem Some Pressure": "20.00%", "Timestamp": "1795392005",
              "children": []}]
            """);
    assertThat(host.format()).isEqualTo("below-json");
    assertThat(host.samples().stream().map(s -> s.psiSomeTotalMicros().orElse(-1)))
        .containsExactly(0L, 1_000_000L);
    HostTrace system =
        read("[{\"Available\": \"4294967296\", \"Total\": \"8589934592\", \"Timestamp\": \"5\"}]");
    assertThat(system.samples().get(0).memAvailableKib()).hasValue(4_194_304);
    assertThat(system.samples().get(0).memTotalKib()).hasValue(8_388_608);
  }

  @Test
  void whatIsNoJson_isRefused_withItsLine() {
    assertThatThrownBy(() -> read(SADF.substring(0, 700)))
        .hasMessageEndingWith("the JSON ends too early; copy the file again")
        .hasMessageMatching("(?s)h:1?[0-9]: .*");
    assertThatThrownBy(() -> read("{\"a\": 1,\n oops}"))
        .hasMessageStartingWith("h:2: not JSON: Unexpected character");
    assertThatThrownBy(() -> read("{\"a\": " + "[".repeat(500)))
        .hasMessage("h:1: the JSON has a text or a nesting that no sample has");
    assertThatThrownBy(() -> read("{\"a\": 1}"))
        .hasMessageStartingWith("h: has no sample of memory or pressure in it");
    assertThatThrownBy(() -> read(SADF.replace("4194304", "-1")))
        .hasMessageStartingWith("h:6: memory.avail is negative: -1");
  }

  private HostTrace read(String text) throws IOException {
    return HostTraces.read(
        "h",
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        HostReading.plain(0, notices::add));
  }

  private static HostSample sample(long seconds, long some, long full, long kib) {
    return new HostSample(
        seconds * SECOND, OptionalLong.of(some), OptionalLong.of(full), OptionalLong.of(kib));
  }

  private static HostSample total(HostSample sample) {
    return new HostSample(
        sample.atNanos(),
        sample.psiSomeTotalMicros(),
        sample.psiFullTotalMicros(),
        sample.memAvailableKib(),
        OptionalLong.of(8_388_608),
        OptionalLong.empty());
  }
}
