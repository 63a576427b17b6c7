package org.tcmureclaim.linux.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/** Which files of a LUN are read in which pass; all other figures come from what the kernel did. */
class TrafficSensorTest {
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder = Path.of("");
  private FakeMachine machine;
  private TrafficSensor sensor;

  @BeforeEach
  void addLun() {
    machine = new FakeMachine(folder);
    machine.addDevice("a", 0);
    sensor = new TrafficSensor(KernelPath.of(machine.device("a")));
  }

  private void bytesFilesGo() throws Exception {
    Files.delete(machine.device("a").resolve("statistics/scsi_lu/read_mbytes"));
    Files.delete(machine.device("a").resolve("statistics/scsi_lu/write_mbytes"));
  }

  @Test
  void everyCommand_bringsItsBytesInTheSamePass() throws Exception {
    machine.traffic("a", 0, 7, 0);
    sensor.read();
    assertThat(sensor.transferredBytes()).isEqualTo(7 * MEBIBYTE);
    for (int pass = 1; pass <= 10; pass++) {
      machine.traffic("a", pass, 7, pass);
      sensor.read();
      assertThat(sensor.commands()).isEqualTo(pass);
      assertThat(sensor.transferredBytes()).isEqualTo((7 + pass) * MEBIBYTE);
    }
  }

  /** The kernel counts a command a moment before its bytes, and a pass may fall between. */
  @Test
  void bytesThatWereCountedJustAfterTheirCommand_comeWithTheNextPass() throws Exception {
    for (int pass = 0; pass < 5; pass++) {
      sensor.read();
    }
    machine.traffic("a", 1, 0, 0);
    sensor.read();
    assertThat(sensor.transferredBytes()).isZero();
    machine.traffic("a", 1, 0, 16);
    sensor.read();
    assertThat(sensor.transferredBytes()).isEqualTo(16 * MEBIBYTE);
  }

  @Test
  void idleLun_hasOneFileRead() throws Exception {
    machine.traffic("a", 5, 1, 2);
    sensor.read();
    sensor.read();
    bytesFilesGo();
    sensor.read();
    assertThat(sensor.commands()).isEqualTo(5);
    assertThat(sensor.transferredBytes()).isEqualTo(3 * MEBIBYTE);
  }

  @Test
  void bytesThatCannotBeRead_areReadAgainUntilTheyCan() throws Exception {
    sensor.read();
    sensor.read();
    machine.traffic("a", 1, 0, 0);
    bytesFilesGo();
    for (int pass = 0; pass < 5; pass++) {
      assertThatThrownBy(sensor::read).isInstanceOf(SystemCallException.class);
    }
    machine.traffic("a", 1, 4, 4);
    sensor.read();
    assertThat(sensor.transferredBytes()).isEqualTo(8 * MEBIBYTE);
  }
}
