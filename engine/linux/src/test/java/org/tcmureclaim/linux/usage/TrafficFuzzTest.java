package org.tcmureclaim.linux.usage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/** A LUN's counters of I/O, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TrafficFuzzTest {
  private static void read(Path file) throws Exception {
    for (String name : List.of("read_mbytes", "write_mbytes", "num_cmds")) {
      Files.copy(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
    }
    Path device = file.resolveSibling("../..").normalize();
    TrafficSensor sensor = new TrafficSensor(KernelPath.of(device));
    sensor.read();
    if (sensor.commands() < 0 || sensor.transferredBytes() < 0) {
      throw new AssertionError("a number that no kernel has");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("scsi-counters", "statistics/scsi_lu/any", TrafficFuzzTest::read)
            .refusing(HostException.class, SystemCallException.class)
            .seeds("0\n", "123456\n", "2199023255552\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
