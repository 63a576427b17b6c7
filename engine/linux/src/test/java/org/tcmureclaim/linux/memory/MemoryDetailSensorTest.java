package org.tcmureclaim.linux.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.HostException;

class MemoryDetailSensorTest {
  @TempDir private Path proc;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(proc.resolve("pressure"));
    file(
        "meminfo",
        """
        MemTotal:        8000 kB
        Active(file):      10 kB
        Inactive(file):    20 kB
        AnonPages:         30 kB
        SUnreclaim:        40 kB
        SwapTotal:        100 kB
        SwapFree:          60 kB
        HugePages_Total:    0
        """);
    file(
        "vmstat",
        """
        pgscan_direct 1
        pgscan_direct_throttle 9
        pgsteal_direct 2
        allocstall_normal 3
        allocstall_movable 4
        workingset_refault_anon 5
        workingset_refault_file 6
        """);
    file("pressure/io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=77\nfull avg10=0.00\n");
  }

  private void file(String name, String text) throws IOException {
    Path unused = Files.writeString(proc.resolve(name), text);
  }

  private MemoryDetail read() {
    try (var sensor = new MemoryDetailSensor(proc)) {
      return sensor.read();
    }
  }

  @Test
  void figures_areThoseOfTheFiles() {
    assertThat(read())
        .isEqualTo(
            new MemoryDetail(
                OptionalLong.of(77),
                OptionalLong.of(30 << 10),
                OptionalLong.of(30 << 10),
                OptionalLong.of(40 << 10),
                OptionalLong.of(40 << 10),
                OptionalLong.of(1),
                OptionalLong.of(2),
                OptionalLong.of(7),
                OptionalLong.of(11)));
  }

  @Test
  void whatIsAbsent_isEmpty() throws IOException {
    Files.delete(proc.resolve("pressure/io"));
    file("vmstat", "pgscan_direct 1\n");
    MemoryDetail detail = read();
    assertThat(detail.ioSomeMicros()).isEmpty();
    assertThat(detail.refaults()).isEmpty();
    assertThat(detail.directScans()).hasValue(1);
  }

  /** A second reading is of the files as they are then, which stay open. */
  @Test
  void figures_areReadAgain() throws IOException {
    try (var sensor = new MemoryDetailSensor(proc)) {
      assertThat(sensor.read().refaults()).hasValue(11);
      file("vmstat", "workingset_refault_file 600\n");
      assertThat(sensor.read().refaults()).hasValue(600);
      assertThat(sensor.read().allocationStalls()).isEmpty();
    }
  }

  @Test
  void sumsOfSeveralLines_areOfAllThatBeginSo() throws IOException {
    file("vmstat", "allocstall 5\nworkingset_refault 1\nxworkingset_refault 2\n");
    assertThat(read().allocationStalls()).hasValue(5);
    assertThat(read().refaults()).hasValue(1);
  }

  @Test
  void malformedFile_isNamedWithItsLine() throws IOException {
    file("vmstat", "pgscan_direct 1\npgsteal_direct many\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(HostException.class)
        .hasMessage(
            proc.resolve("vmstat") + ":2: expected a decimal number, found 'pgsteal_direct many'");
    file("vmstat", "");
    file("pressure/io", "full avg10=0.00\n");
    assertThatThrownBy(this::read)
        .hasMessage(proc.resolve("pressure/io") + ": no line begins with 'some '");
  }

  @Test
  void fileThatIsTooLong_isRefused() throws IOException {
    file("vmstat", "pgscan_direct 1\n".repeat(8 << 10));
    assertThatThrownBy(this::read)
        .isInstanceOf(HostException.class)
        .hasMessageContaining(proc.resolve("vmstat").toString());
  }

  /** The kernel hands vmstat over in pieces; this machine's has all that is looked for. */
  @Test
  void figuresOfThisMachine_areKnown() {
    try (var sensor = new MemoryDetailSensor(Path.of("/proc"))) {
      MemoryDetail detail = sensor.read();
      assertThat(detail.directScans()).isPresent();
      assertThat(detail.refaults()).isPresent();
      assertThat(detail.anonBytes()).isPresent();
      assertThat(detail.swapUsedBytes()).isPresent();
    }
  }
}
