package org.tcmureclaim.linux.pressure;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.snapshot.PressureSample;

/** The kernel's stalls, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PressureFuzzTest {

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText(
                "pressure-memory",
                text ->
                    PressureSensor.parse(KernelText.of("memory", text), new PressureSample(), 7))
            .refusing(HostException.class)
            .seeds(
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n")
            .words("total=", "some ", "full "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
