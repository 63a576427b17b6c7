package org.tcmureclaim.linux.memory;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.snapshot.MemorySample;

/** The kernel's figures of memory, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MemoryFuzzTest {

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText(
                "meminfo",
                text -> MeminfoSensor.parse(KernelText.of("meminfo", text), new MemorySample(), 7))
            .refusing(HostException.class)
            .seeds(
                "MemTotal:       24684084 kB\nMemFree:        17702308 kB\nMemAvailable:   18000000 kB\nSwapTotal: 5 kB\nSwapFree: 4 kB\nActive(file):    2435456 kB\nInactive(file):  2435456 kB\nAnonPages: 1 kB\nSUnreclaim: 3 kB\n")
            .words("MemAvailable:", "MemTotal:", " kB\n"),
        FuzzTarget.ofText(
                "memory-detail",
                text ->
                    MemoryDetailSensor.parse(
                        KernelText.of("meminfo", text), KernelText.of("vmstat", text), null))
            .refusing(HostException.class)
            .seeds(
                "MemTotal:       24684084 kB\nMemFree:        17702308 kB\nMemAvailable:   18000000 kB\nSwapTotal: 5 kB\nSwapFree: 4 kB\nActive(file):    2435456 kB\nInactive(file):  2435456 kB\nAnonPages: 1 kB\nSUnreclaim: 3 kB\n",
                "pgscan_direct 5\npgsteal_direct 6\nallocstall_dma 7\nworkingset_refault_anon 8\n"),
        FuzzTarget.ofText(
                "pressure-io",
                text -> MemoryDetailSensor.parse(null, null, KernelText.of("io", text)))
            .refusing(HostException.class)
            .seeds(
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
