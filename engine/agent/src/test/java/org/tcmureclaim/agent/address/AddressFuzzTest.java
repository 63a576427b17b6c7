package org.tcmureclaim.agent.address;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Addresses of the API, from any text. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AddressFuzzTest {

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("address", text -> ApiAddress.parseAll(text, Path.of("/run/x.sock")))
            .refusing(IllegalArgumentException.class)
            .seeds("unix,127.0.0.1:8723", "unix:/run/a.sock", "https://[::1]:8723/", "off"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
