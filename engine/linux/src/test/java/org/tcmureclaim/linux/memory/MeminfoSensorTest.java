package org.tcmureclaim.linux.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.snapshot.MemorySample;

final class MeminfoSensorTest {
  private final MemorySample sample = new MemorySample();

  @Test
  void parse_meminfo_givesBytes() {
    MeminfoSensor.parse(KernelText.of("meminfo", FakeMachine.meminfo(42)), sample, 7);
    assertThat(sample.totalBytes()).isEqualTo(24684084L << 10);
    assertThat(sample.freeBytes()).isEqualTo(2337088L << 10);
    assertThat(sample.availableBytes()).isEqualTo(42L << 10);
    assertThat(sample.swapFreeBytes()).isEqualTo(524288L << 10);
    assertThat(sample.sampledAtNanos()).isEqualTo(7);
  }

  @Test
  void parse_withoutMemAvailable_saysSo() {
    String text = FakeMachine.meminfo(42).replace("MemAvailable", "Nothing");
    assertThatThrownBy(() -> MeminfoSensor.parse(KernelText.of("meminfo", text), sample, 7))
        .isInstanceOf(HostException.class)
        .hasMessage("meminfo: no line begins with 'MemAvailable:'");
  }

  @Test
  void read_fileThatChanges_followsIt(@TempDir Path proc) {
    FakeMachine.write(proc.resolve("meminfo"), FakeMachine.meminfo(1_000_000));
    try (MeminfoSensor sensor = new MeminfoSensor(proc)) {
      FakeMachine.write(proc.resolve("meminfo"), FakeMachine.meminfo(10));
      sensor.read(sample, 1);
    }
    assertThat(sample.availableBytes()).isEqualTo(10 << 10);
  }

  @Test
  void read_thisMachine_isPlausible() {
    try (MeminfoSensor sensor = new MeminfoSensor(Path.of("/proc"))) {
      sensor.read(sample, 1);
    }
    assertThat(sample.availableBytes()).isBetween(1L, sample.totalBytes());
  }

  /** A container's file system may make figures up. */
  @Test
  void problem_availableAboveTotal_isNamed(@TempDir Path proc) throws Exception {
    Path file = proc.resolve("meminfo");
    Files.writeString(file, FakeMachine.meminfo(24_684_084));
    try (MeminfoSensor sensor = new MeminfoSensor(proc)) {
      assertThat(sensor.problem()).isNull();
      Files.writeString(file, FakeMachine.meminfo(24_684_085));
      assertThat(sensor.problem())
          .startsWith(
              file + ": MemAvailable (24684085 kB) is above MemTotal (24684084 kB), so memory");
    }
  }
}
